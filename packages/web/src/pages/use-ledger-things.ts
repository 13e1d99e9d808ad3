import { actions } from '../app/actions.ts';
import { useErasures } from '../app/erasure-queries.ts';
import { useAnchors, useLedger } from '../app/ledger-queries.ts';
import { usePeople } from '../app/people.ts';
import { useMay } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { en } from './en.ts';
import { ledgerThings } from './ledger-things.ts';
import type { Thing } from './things-to-do.ts';

/** What the ledger needs of whoever looks, as far as they may see it. */
export function useLedgerThings(): readonly Thing[] {
  const ledger = useLedger();
  const anchors = useAnchors();
  const erasures = useErasures();
  const { me } = usePeople();
  const mayDecide = useMay(actions.approveErasure);
  return ledgerThings(
    {
      standing: ledger.data?.standing,
      anchors: anchors.data?.pages[0],
      erasures: erasures.data?.pages.flatMap(({ items }) => items) ?? [],
      me,
      mayDecide,
    },
    textsOf({ en }).ledger,
  );
}
