import { type DangerousRight, dangerousRights } from '@daybook/kit';
import type { Tx } from '../../platform/index.ts';
import { dueAtOf, type RemovalDeadlines } from '../removals/deadlines.ts';
import type { RemovalOrder } from '../removals/open-removals.ts';
import { readDeadlines } from '../removals/read-deadlines.ts';
import type { RemovalTarget } from '../removals/removal.ts';
import type { HeldGrant, ReviewItem } from './review-item.ts';
import type { StoredItem } from './review-items.store.ts';

type Closed = {
  readonly review: string;
  readonly items: readonly StoredItem[];
  readonly at: string;
  readonly zone: string;
};

/** What was decided to go, by whom it is taken from; each place of it proves itself by the next complete lists. */
export async function reviewRemovals(
  tx: Tx,
  { review, items, at, zone }: Closed,
): Promise<readonly RemovalOrder[]> {
  const deadlines = await readDeadlines(tx);
  const going = items.filter(({ decision }) => decision === 'remove' || decision === 'change');
  const byOwner = Map.groupBy(going, ({ principalKind, principal, person, holder }) =>
    principalKind === 'agency' ? `agency\n${principal}` : `subject\n${person ?? holder}`,
  );
  return [...byOwner].map(([owner, theirs]) => {
    const [kind, id = ''] = owner.split('\n');
    const targets = theirs.flatMap((item) => targetsOf(item, { at, zone, deadlines }));
    const whose = kind === 'agency' ? { agency: id, subject: null } : { agency: null, subject: id };
    return { cause: 'review', origin: review, effectiveAt: at, targets, ...whose };
  });
}

type Deadline = { readonly at: string; readonly zone: string; readonly deadlines: RemovalDeadlines };

/** Grants that give more than these rights, or may. */
export function wideGrants(
  { grants }: Pick<StoredItem, 'grants'>,
  kept: readonly DangerousRight[],
): readonly HeldGrant[] {
  return grants.filter(({ rights }) => rights === 'unknown' || rights.some((right) => !kept.includes(right)));
}

/** A removal takes every way at once; a change those that were named, and of others what goes beyond what may stay. */
export function targetsOf(item: StoredItem, deadline: Deadline): readonly RemovalTarget[] {
  const { decision, grants, removed, kept, account, system } = item;
  const taken = decision === 'remove' ? grants : grants.filter(({ key }) => removed.includes(key));
  const narrowed = decision === 'change' && kept !== null ? wideGrants(item, kept) : [];
  const dueAt = (what: 'grant' | 'account') => dueOf(item, what, deadline);
  const target = (grant: HeldGrant, may: StoredItem['kept']): RemovalTarget => {
    const { scope, key } = grant;
    const place = { what: 'grant', layer: layerOf(grant), system, kind: 'grant', scope, key } as const;
    return { ...place, dueAt: dueAt('grant'), kept: may };
  };
  const ways = [
    ...taken.map((grant) => target(grant, null)),
    ...narrowed.filter((grant) => !taken.includes(grant)).map((grant) => target(grant, kept)),
  ];
  if (decision !== 'remove' || account === null) return ways;
  const { scope, key } = account;
  const whole: RemovalTarget = {
    ...{ what: 'account', layer: item.principalKind === 'bot' ? 'token' : 'individual', system },
    ...{ kind: 'account', scope, key, dueAt: dueAt('account') },
  };
  return [...ways, whole];
}

function layerOf({ path }: HeldGrant): RemovalTarget['layer'] {
  if (path === 'partner') return 'partner';
  return path === 'token' ? 'token' : 'individual';
}

function dueOf(
  item: Pick<ReviewItem, 'rights'>,
  what: 'grant' | 'account',
  { at, zone, deadlines }: Deadline,
): string {
  const isCritical = dangerousRights.some((right) => item.rights[right] !== 'no');
  const question = { cause: 'review', what, isCritical, isInvoluntary: false, effectiveAt: at } as const;
  return dueAtOf(question, deadlines, zone);
}
