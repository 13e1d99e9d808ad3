import type { FactOf } from '@daybook/kit';
import { type PopulationStatus, presenceOf, readItems, type StoredItem } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { type Agency, readAgencies } from '../agencies/read-agencies.ts';
import { type AccountLink, type AccountRef, accountName } from '../linking/account-link.ts';
import { formerHolders } from '../linking/former-holders.ts';
import { readLinks } from '../linking/read-links.ts';
import { buildItems, digestOf, type Owner, type Placed } from './build-items.ts';
import type { KnownSystem } from './known-systems.ts';
import type { BeforeItem, ReviewItem } from './review-item.ts';
import { listsOfSystem, systemItems } from './system-items.ts';

/** One system's list as it was at one moment. */
export type FrozenSystem = {
  readonly system: string;
  readonly source: 'live' | 'import' | 'attested' | 'unknown';
  /** Never where it is attested, partly read, stale, or was never read. */
  readonly isWhole: boolean;
  /** Why it is not whole, in plain sentences. */
  readonly reasons: readonly string[];
  readonly readAt: string | null;
  readonly items: readonly ReviewItem[];
  readonly digest: string;
  /** People who may administer it, by link, and members of Daybook who are one of them. */
  readonly administrators: ReadonlySet<string>;
  readonly managers: ReadonlyMap<string, string>;
};

export type FreezeContext = {
  readonly today: string;
  readonly populations: readonly PopulationStatus[];
  readonly register: ReadonlyMap<string, KnownSystem>;
  readonly before: ReadonlyMap<string, BeforeItem>;
  readonly wasReviewed: boolean;
  readonly membersAmong: (subjects: readonly string[]) => readonly string[];
};

export async function freezeSystem(tx: Tx, system: string, context: FreezeContext): Promise<FrozenSystem> {
  const populations = listsOfSystem(system, context.populations, new Set(context.register.keys()));
  const accounts = await systemItems(tx, 'account', system, populations);
  const grants = await systemItems(tx, 'grant', system, populations);
  const source = sourceOf(context.register.get(system), accounts.populations);
  const erased = [...accounts.items, ...grants.items].filter(({ isErased }) => isErased).length;
  const reasons = reasonsOf({ accounts: accounts.populations, grants: grants.populations, source, erased });
  const holders = new Set([...accounts.items, ...grants.items].flatMap(holderOf));
  const owners = await readOwners(tx, system, [...holders], context);
  const seen = await firstSeen(tx, accounts.items, grants.items);
  const renamed = await formerHolders(
    tx,
    [...holders].map((holder) => ({ system, holder })),
  );
  const items = buildItems({
    system,
    accounts: accounts.items.filter(isReadable).map(placed<'account'>),
    grants: grants.items.filter(isReadable).map(placed<'grant'>),
    hasWholeGrants: grants.populations.length > 0 && grants.populations.every((one) => one.isComplete),
    ownerOf: (holder) => owners.of(holder),
    firstSeenOf: (holder) => seen.get(holder) ?? null,
    beforeOf: (holder) => beforeOf(holder, renamed.get(accountName({ system, holder })), context.before),
    wasReviewed: context.wasReviewed,
    membersAmong: context.membersAmong,
  });
  const administrators = items.flatMap(({ rights, person, holder }) =>
    rights.administer === 'yes' ? [person ?? holder] : [],
  );
  return {
    system,
    source,
    isWhole: reasons.length === 0,
    reasons,
    readAt: oldestRead(accounts.populations),
    items,
    digest: digestOf(items),
    administrators: new Set(context.membersAmong(administrators)),
    managers: owners.managers,
  };
}

/** What was decided of the account, also under the holder it had before it was renamed. */
function beforeOf(
  holder: string,
  former: readonly AccountRef[] | undefined,
  before: FreezeContext['before'],
): BeforeItem | undefined {
  const own = before.get(holder);
  const was = own === undefined ? former?.findLast((one) => before.has(one.holder)) : undefined;
  const decided = was === undefined ? own : before.get(was.holder);
  if (was === undefined || decided === undefined) return own;
  return decided.principal === was.holder ? { ...decided, principal: holder } : decided;
}

function sourceOf(
  registered: KnownSystem | undefined,
  accounts: readonly PopulationStatus[],
): FrozenSystem['source'] {
  if (registered?.means === 'attested') return 'attested';
  if (accounts.length === 0) return 'unknown';
  return registered?.means ?? 'live';
}

/** Everything for which the list cannot be called whole. */
export function reasonsOf(lists: {
  readonly accounts: readonly PopulationStatus[];
  readonly grants: readonly PopulationStatus[];
  readonly source: FrozenSystem['source'];
  readonly erased: number;
}): readonly string[] {
  const { accounts, grants, source, erased } = lists;
  const reasons = new Set<string>();
  if (accounts.length === 0 && grants.length === 0) reasons.add('no list of its accounts was ever read');
  for (const one of [...accounts, ...grants]) {
    if (!one.isComplete) for (const reason of one.reasons) reasons.add(reason);
  }
  if (source === 'attested') {
    reasons.add('its list is what two people said, not what the system itself told');
  }
  if (erased > 0) reasons.add(`${erased} of its records were erased and cannot be looked at`);
  return [...reasons].slice(0, 10);
}

function oldestRead(populations: readonly PopulationStatus[]): string | null {
  const [first] = populations.map((one) => one.lastPullAt).sort();
  return first ?? null;
}

type Owners = { of(holder: string): Owner; readonly managers: ReadonlyMap<string, string> };

async function readOwners(
  tx: Tx,
  system: string,
  holders: readonly string[],
  { today }: FreezeContext,
): Promise<Owners> {
  const accounts = holders.map((holder) => ({ system, holder }));
  const links = await readLinks(tx, accounts);
  const agencies = new Map((await readAgencies(tx)).map((agency) => [agency.id, agency]));
  const persons = [...links.values()].flatMap(({ person }) => (person === null ? [] : [person]));
  const people = await readPeople(tx, persons);
  const managers = new Map(
    [...people].flatMap(([subject, { manager }]) => (manager === null ? [] : [[subject, manager] as const])),
  );
  return {
    of: (holder) => ownerBy(holder, links.get(`${system}\n${holder}`), { agencies, people, today }),
    managers,
  };
}

type Known = {
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly people: ReadonlyMap<string, FactOf<'person'>>;
  readonly today: string;
};

function ownerBy(holder: string, link: AccountLink | undefined, { agencies, people, today }: Known): Owner {
  const { custodian = null } = link ?? {};
  const said = { custodian, isSaid: link?.decidedBy === 'human' };
  const nobodys = { principal: holder, person: null, hasLeft: false, ...said };
  const unknown = { principalKind: 'unknown', ...nobodys } as const;
  if (link === undefined || link.belongsTo === 'unknown') return unknown;
  if (link.belongsTo === 'person' && link.person !== null) {
    const person = people.get(link.person);
    const hasLeft = person?.isActive === false || isOver(person?.endsOn ?? null, today);
    return { principalKind: 'person', principal: link.person, person: link.person, hasLeft, ...said };
  }
  if (link.belongsTo === 'agency' && link.agency !== null) {
    const agency = agencies.get(link.agency);
    const hasLeft = agency?.endedAt != null || isOver(agency?.engagementUntil ?? null, today);
    return { principalKind: 'agency', principal: link.agency, person: link.person, hasLeft, ...said };
  }
  return { ...unknown, principalKind: link.belongsTo === 'bot' ? 'bot' : 'unknown' };
}

function isOver(endsOn: string | null, today: string): boolean {
  return endsOn !== null && endsOn < today;
}

/** What is known of these people, by pseudonym. */
export async function readPeople(
  tx: Tx,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, FactOf<'person'>>> {
  const people = new Map<string, FactOf<'person'>>();
  const keys = [...new Set(subjects)];
  for (let from = 0; from < keys.length; from += 500) {
    const page = keys.slice(from, from + 500);
    const found = await readItems(tx, { kind: 'person', keys: page, limit: 10_000 });
    for (const item of found) if (!item.isErased) people.set(item.value.person, item.value);
  }
  return people;
}

/** By holder; the earliest of the account and its grants. */
async function firstSeen(
  tx: Tx,
  accounts: readonly StoredItem<'account'>[],
  grants: readonly StoredItem<'grant'>[],
): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for (const [kind, items] of [['account', accounts] as const, ['grant', grants] as const]) {
    const holders = new Map(
      items.flatMap((item) => holderOf(item).map((holder) => [placeName(item), holder])),
    );
    for (const { scope, key, firstSeenAt } of await presenceOf(tx, kind, items)) {
      const holder = holders.get(placeName({ scope, key }));
      const known = holder === undefined ? undefined : seen.get(holder);
      if (holder !== undefined && (known === undefined || firstSeenAt < known)) seen.set(holder, firstSeenAt);
    }
  }
  return seen;
}

function placeName({ scope, key }: { readonly scope: string; readonly key: string }): string {
  return `${scope}\n${key}`;
}

function isReadable({ isErased }: StoredItem): boolean {
  return !isErased;
}

function holderOf(item: StoredItem<'account'> | StoredItem<'grant'>): readonly string[] {
  return item.isErased ? [] : [item.value.holder];
}

function placed<K extends 'account' | 'grant'>({ scope, key, value }: StoredItem<K>): Placed<FactOf<K>> {
  return { scope, key, value };
}
