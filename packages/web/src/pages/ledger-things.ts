import type { Anchors, Erasure, LogStanding } from '@daybook/client';
import type { en } from './en.ts';
import type { Thing } from './things-to-do.ts';

type Texts = (typeof en)['ledger'];

export type LedgerKnown = {
  readonly standing: LogStanding | undefined;
  readonly anchors: Omit<Anchors, 'items' | 'nextCursor'> | undefined;
  readonly erasures: readonly Erasure[];
  /** The pseudonym of whoever looks; null where it cannot be told. */
  readonly me: string | null;
  readonly mayDecide: boolean;
};

/** What the ledger itself needs of a person: a fork first, then anchors, then requests that wait for a second person. */
export function ledgerThings(known: LedgerKnown, texts: Texts): readonly Thing[] {
  return [...forkThing(known, texts), ...anchorThings(known, texts), ...erasureThings(known, texts)];
}

function forkThing({ standing }: LedgerKnown, texts: Texts): readonly Thing[] {
  if (standing?.state !== 'forked') return [];
  return [
    {
      id: 'ledger/fork',
      state: 'failing',
      title: texts.forked,
      reason: texts.forkedReason,
      since: standing.fork?.knownAt ?? null,
      position: null,
      action: { label: texts.forkedAction, href: '/ledger/fork' },
    },
  ];
}

function anchorThings({ anchors }: LedgerKnown, texts: Texts): readonly Thing[] {
  if (anchors === undefined) return [];
  const failing = anchors.targets
    .filter(({ state }) => state === 'failing')
    .map(
      ({ id, name, problem, lastAt }): Thing => ({
        id: `anchor/${id}`,
        state: 'failed',
        title: texts.failing(name),
        reason: problem ?? texts.failingReason,
        since: lastAt,
        position: null,
        action: { label: texts.failingAction, href: '/ledger/anchors' },
      }),
    );
  const thing = { id: 'ledger/anchor', state: 'unknown', position: null } as const;
  if (anchors.newestAt === null) {
    const action = { label: texts.neverAction, href: '/ledger/anchors' };
    return [{ ...thing, title: texts.never, reason: texts.neverReason, since: null, action }, ...failing];
  }
  if (!anchors.isOverdue) return failing;
  const action = { label: texts.overdueAction, href: '/ledger/anchors' };
  return [
    { ...thing, title: texts.overdue, reason: texts.overdueReason, since: anchors.newestAt, action },
    ...failing,
  ];
}

function erasureThings({ erasures, me, mayDecide }: LedgerKnown, texts: Texts): readonly Thing[] {
  if (!mayDecide) return [];
  const waiting = erasures.filter(({ state, requestedBy }) => state === 'requested' && requestedBy !== me);
  const [first] = waiting;
  if (first === undefined) return [];
  const isOne = waiting.length === 1;
  return [
    {
      id: 'ledger/erasures',
      state: 'pending',
      title: isOne ? texts.erasure : texts.erasures(waiting.length),
      reason: texts.erasureReason,
      since: waiting.map(({ requestedAt }) => requestedAt).sort()[0] ?? null,
      position: null,
      action: { label: texts.erasureAction, href: isOne ? `/erasures/${first.id}` : '/erasures' },
    },
  ];
}
