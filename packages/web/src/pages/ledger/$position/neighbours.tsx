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

/** `p` and `n` lead to the entries before and after; also while the one between is still loading. */
export function useNeighbourKeys(position: number): void {
  const trail = useTrail(home);
  const hasNext = useHasNext(position);
  const go = (to: number) => navigateTo(`/ledger/${to}`, { replace: true, trail });
  useKeys({
    ...(position > 0 && { p: () => go(position - 1) }),
    ...(hasNext && { n: () => go(position + 1) }),
  });
}

/** The entries before and after; the road that led here is kept. */
export function Neighbours({ position }: { position: number }) {
  const trail = useTrail(home);
  const hasNext = useHasNext(position);
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

function useHasNext(position: number): boolean {
  const ledger = useLedger();
  const count = ledger.data && ledger.data.log.firstPosition + ledger.data.log.size;
  return count === undefined || position + 1 < count;
}
