import type { FactKind, FactOf } from './ontology.ts';

/** What the engine must know of a kind without knowing what it means. */
export type FactKindRules<K extends FactKind> = {
  /** Plain plural words for screens, e.g. `changes`. */
  readonly plural: string;
  /** `event`: it happened once and belongs to the window it falls in. `state`: it holds until a complete list lacks it. */
  readonly time: 'event' | 'state';
  /** The item's key inside (workspace, kind, scope); never holds personal data. */
  keyOf(value: FactOf<K>): string;
  /** When it happened by the source's own claim, or null where the source does not say. */
  occurredAt(value: FactOf<K>): string | null;
};

function known(value: string | null): string | null {
  return value === 'unknown' ? null : value;
}

export const factKindRules: { readonly [K in FactKind]: FactKindRules<K> } = {
  change: {
    plural: 'changes',
    time: 'event',
    keyOf: (change) => (change.sha === 'unknown' ? `pull/${firstNumber(change.pullRequests)}` : change.sha),
    occurredAt: (change) => known(change.committedAt),
  },
  'pull-request': {
    plural: 'pull requests',
    time: 'event',
    keyOf: (pullRequest) => String(pullRequest.number),
    occurredAt: (pullRequest) => known(pullRequest.mergedAt),
  },
  'branch-protection': {
    plural: 'protected branches',
    time: 'state',
    keyOf: (protection) => protection.branch,
    occurredAt: () => null,
  },
  person: {
    plural: 'people',
    time: 'state',
    keyOf: (person) => person.person,
    occurredAt: () => null,
  },
  account: {
    plural: 'accounts',
    time: 'state',
    keyOf: (account) => `${account.system}/${account.holder}`,
    occurredAt: () => null,
  },
  grant: {
    plural: 'grants',
    time: 'state',
    keyOf: (grant) => `${grant.system}/${grant.grant}`,
    occurredAt: () => null,
  },
  'system-access': {
    plural: 'systems',
    time: 'state',
    keyOf: ({ system }) => system,
    occurredAt: () => null,
  },
  credential: {
    plural: 'keys and tokens',
    time: 'state',
    keyOf: ({ system, credential }) => `${system}/${credential}`,
    occurredAt: () => null,
  },
  config: {
    plural: 'configuration changes',
    time: 'event',
    keyOf: ({ system, change }) => `${system}/${change}`,
    occurredAt: ({ at }) => known(at),
  },
  export: {
    plural: 'exports',
    time: 'event',
    keyOf: (taken) => `${taken.system}/${taken.export}`,
    occurredAt: ({ at }) => known(at),
  },
  device: {
    plural: 'devices',
    time: 'state',
    keyOf: ({ system, device }) => `${system}/${device}`,
    occurredAt: () => null,
  },
  'brand-account': {
    plural: 'brand accounts',
    time: 'state',
    keyOf: ({ system, account }) => `${system}/${account}`,
    occurredAt: () => null,
  },
  'shared-secret': {
    plural: 'shared secrets',
    time: 'state',
    keyOf: ({ secret }) => secret,
    occurredAt: () => null,
  },
  'account-link': {
    plural: 'accounts and whose they are',
    time: 'state',
    keyOf: ({ system, holder }) => `${system}/${holder}`,
    occurredAt: () => null,
  },
  'access-removal': {
    plural: 'accesses to remove',
    time: 'state',
    keyOf: ({ removal }) => removal,
    occurredAt: ({ effectiveAt }) => effectiveAt,
  },
  'access-review': {
    plural: 'access reviews',
    time: 'state',
    keyOf: ({ system, period }) => `${system}/${period}`,
    occurredAt: ({ dueAt }) => dueAt,
  },
  'access-gain': {
    plural: 'new accesses',
    time: 'state',
    keyOf: ({ system, grant, firstSeenAt }) => `${system}/${grant}/${firstSeenAt}`,
    occurredAt: ({ firstSeenAt }) => firstSeenAt,
  },
};

/** A change whose commit is not known is keyed by its pull request; a record with neither has no key and is rejected. */
function firstNumber(numbers: readonly number[] | 'unknown'): number {
  const first = numbers === 'unknown' ? undefined : numbers[0];
  if (first === undefined) throw new Error('a change needs its commit or its pull request');
  return first;
}
