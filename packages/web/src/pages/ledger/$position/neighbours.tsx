import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useKeys } from '../../../app/keys.ts';
import { useLedger } from '../../../app/ledger-queries.ts';
import { navigateTo } from '../../../app/navigate.ts';
import { useTrail } from '../../../app/trail.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).neighbours;

const home = [{ label: textsOf({ en }).ledger, href: '/ledger' }];

/** The entries before and after, by button or by `p` and `n`; the road that led here is kept. */
export function Neighbours({ position }: { position: number }) {
  const ledger = useLedger();
  const trail = useTrail(home);
  const count = ledger.data && ledger.data.log.firstPosition + ledger.data.log.size;
  const hasNext = count === undefined || position + 1 < count;
  const go = (to: number) => navigateTo(`/ledger/${to}`, { replace: true, trail });
  useKeys({
    ...(position > 0 && { p: () => go(position - 1) }),
    ...(hasNext && { n: () => go(position + 1) }),
  });
  return (
    <nav aria-label={texts.label} title={texts.keys} className="flex gap-2">
      {position > 0 && (
        <ButtonLink href={`/ledger/${position - 1}`} trail={trail}>
          <ChevronLeft size={15} aria-hidden="true" />
          {texts.previous}
        </ButtonLink>
      )}
      {hasNext && (
        <ButtonLink href={`/ledger/${position + 1}`} trail={trail}>
          {texts.next}
          <ChevronRight size={15} aria-hidden="true" />
        </ButtonLink>
      )}
    </nav>
  );
}
