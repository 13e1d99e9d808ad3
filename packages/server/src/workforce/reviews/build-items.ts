import { createHash } from 'node:crypto';
import type { FactOf } from '@daybook/kit';
import {
  type BeforeItem,
  changesOf,
  type HeldGrant,
  type ReviewItem,
  rightsOf,
  riskOf,
  risksOf,
} from './review-item.ts';

export type Placed<T> = { readonly scope: string; readonly key: string; readonly value: T };

/** Whose an account is, as far as anybody knows. */
export type Owner = Pick<ReviewItem, 'principalKind' | 'principal' | 'person'> & {
  readonly hasLeft: boolean;
  /** Who answers for what is no single person's. */
  readonly custodian: string | null;
  /** Somebody said whose it is, where no rule tells; then it is looked at alone. */
  readonly isSaid: boolean;
};

/** Everything known of one system at one moment. */
export type SystemSnapshot = {
  readonly system: string;
  readonly accounts: readonly Placed<FactOf<'account'>>[];
  readonly grants: readonly Placed<FactOf<'grant'>>[];
  /** The system tells of grants, and the list of them is whole: then an account without any has none. */
  readonly hasWholeGrants: boolean;
  readonly ownerOf: (holder: string) => Owner;
  readonly firstSeenOf: (holder: string) => string | null;
  readonly beforeOf: (holder: string) => BeforeItem | undefined;
  readonly wasReviewed: boolean;
  /** These, and members of Daybook who are the same person as one of them. */
  readonly membersAmong: (subjects: readonly string[]) => readonly string[];
};

/** The items of one system, riskiest and changed first; equal ones by holder, so that the same facts give the same list. */
export function buildItems(snapshot: SystemSnapshot): readonly ReviewItem[] {
  const grantsOf = Map.groupBy(
    snapshot.grants.filter(({ value }) => value.isInForce !== false),
    ({ value }) => value.holder,
  );
  const accountOf = new Map(snapshot.accounts.map((account) => [account.value.holder, account]));
  const holders = new Set([...accountOf.keys(), ...grantsOf.keys()]);
  const drafts = [...holders].map((holder) =>
    draftItem(snapshot, holder, accountOf.get(holder), grantsOf.get(holder) ?? []),
  );
  const alike = new Map<string, number>();
  for (const { roles } of drafts) alike.set(roles.join('\n'), (alike.get(roles.join('\n')) ?? 0) + 1);
  const items = drafts.map((item) => ({ ...item, peers: (alike.get(item.roles.join('\n')) ?? 1) - 1 }));
  return items.sort(inOrder);
}

/** What is looked at alone before the rest, by risk. */
export function inOrder(one: ReviewItem, other: ReviewItem): number {
  if (one.inDetail !== other.inDetail) return one.inDetail ? -1 : 1;
  if (one.risk !== other.risk) return other.risk - one.risk;
  return `${one.system}\n${one.holder}` < `${other.system}\n${other.holder}` ? -1 : 1;
}

function draftItem(
  { system, hasWholeGrants, ownerOf, firstSeenOf, beforeOf, wasReviewed, membersAmong }: SystemSnapshot,
  holder: string,
  account: Placed<FactOf<'account'>> | undefined,
  granted: readonly Placed<FactOf<'grant'>>[],
): ReviewItem {
  const owner = ownerOf(holder);
  const grants = granted.map(heldGrant);
  const rights = rightsOf(grants, hasWholeGrants);
  const roles = [...new Set([...(account?.value.roles ?? []), ...grants.map(({ role }) => role)])].sort();
  const place =
    account === undefined
      ? null
      : { scope: account.scope, key: account.key, isEnabled: account.value.isEnabled };
  const { hasLeft, custodian, isSaid, ...whose } = owner;
  const theirs = [holder, whose.person, custodian, account?.value.owner ?? null];
  const changes = changesOf({ roles, rights, principal: whose.principal }, beforeOf(holder), wasReviewed);
  const risks = risksOf({ rights, principalKind: whose.principalKind, account: place, hasLeft });
  return {
    system,
    holder,
    ...whose,
    roles,
    rights,
    grants,
    account: place,
    lastSeenAt: account === undefined ? 'unknown' : account.value.lastSeenAt,
    firstSeenAt: firstSeenOf(holder),
    changes,
    risks,
    risk: riskOf({ risks, changes }),
    peers: 0,
    inDetail: risks.length > 0 || changes.length > 0 || isSaid,
    excluded: membersAmong(theirs.filter((one) => one !== null)),
  };
}

function heldGrant({ scope, key, value }: Placed<FactOf<'grant'>>): HeldGrant {
  const { grant, role, rights, surely = [], path = 'unknown', via = null } = value;
  return { scope, key, grant, role, rights, surely, path, via, isEverywhere: value.scope.length === 0 };
}

/** SHA-256 in hex over what was frozen of one system, one line for each account in order of its holder. */
export function digestOf(items: readonly ReviewItem[]): string {
  const lines = items.map(({ holder, principal, roles, rights, grants, account }) => {
    const held = grants.map(({ key, role }) => [key, role]).sort();
    return JSON.stringify([
      holder,
      principal,
      roles,
      Object.values(rights),
      held,
      account?.isEnabled ?? null,
    ]);
  });
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
