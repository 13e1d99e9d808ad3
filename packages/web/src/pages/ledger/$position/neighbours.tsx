import { ChevronLeft, ChevronRight } from 'lucide-react';
import { history } from '../../../app/history.ts';
import { useKeys } from '../../../app/keys.ts';
import { useLedger } from '../../../app/ledger-queries.ts';
import { navigateTo } from '../../../app/navigate.ts';
import { useTrail } from '../../../app/trail.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).neighbours;

const home = [{ label: textsOf({ en }).ledger, href: '/ledger' }];

/**
 * `p` and `n` lead to the entries before and after. Counted from the address, which is ahead of the screen while an entry
 * is still loading.
 */
export function useNeighbourKeys(): void {
  const trail = useTrail(home);
  const count = useCount();
  const go = (step: 1 | -1) => {
    const to = Number(history.location.pathname.split('/').at(-1)) + step;
    if (to >= 0 && to < count) navigateTo(`/ledger/${to}`, { replace: true, trail });
  };
  useKeys({ p: () => go(-1), n: () => go(1) });
}

/** The entries before and after; the road that led here is kept. */
export function Neighbours({ position }: { position: number }) {
  const trail = useTrail(home);
  const hasNext = position + 1 < useCount();
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

/** How many positions there are; as long as that is not known, any may follow. */
function useCount(): number {
  const ledger = useLedger();
  return ledger.data ? ledger.data.log.firstPosition + ledger.data.log.size : Number.POSITIVE_INFINITY;
}
