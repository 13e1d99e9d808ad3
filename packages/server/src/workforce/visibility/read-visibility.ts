import { listPopulations, type PopulationStatus } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { accountName } from '../linking/account-link.ts';
import { readLinks } from '../linking/read-links.ts';
import { readPeople, reasonsOf } from '../reviews/freeze-system.ts';
import { type KnownSystem, readKnownSystems } from '../reviews/known-systems.ts';
import { listsOfSystem, systemItems } from '../reviews/system-items.ts';
import { compareVisibility, type Viewer, type ViewerRow } from './compare-visibility.ts';
import type { DataClass } from './data-class.ts';
import { type HeldAccess, type SystemSeen, systemSeen } from './judge-place.ts';

export type Visibility = {
  readonly rows: readonly ViewerRow[];
  readonly systems: ReadonlyMap<string, SystemSeen>;
};

/** Who can see which class of data, by every access on the systems where they are kept. Cost grows with these systems. */
export async function readVisibility(
  tx: Tx,
  classes: readonly DataClass[],
  services: Services,
): Promise<Visibility> {
  const systems = await readSystems(
    tx,
    classes.flatMap(({ places }) => places.map(({ system }) => system)),
    services,
  );
  const viewers = await readViewers(tx, systems);
  return { rows: compareVisibility(classes, viewers, systems), systems };
}

/** What the lists of these systems tell; one that no list tells of is missing. */
export async function readSystems(
  tx: Tx,
  asked: readonly string[],
  services: Services,
): Promise<ReadonlyMap<string, SystemSeen>> {
  const populations = await listPopulations(tx, services);
  const known = await readKnownSystems(tx);
  const names = new Set(known.map(({ system }) => system));
  const systems = new Map<string, SystemSeen>();
  for (const system of new Set(asked)) {
    const lists = listsOfSystem(system, populations, names);
    const registered = known.find((one) => one.system === system);
    const seen = await visibilityOn(tx, system, { lists, registered });
    if (seen !== null) systems.set(system, seen);
  }
  return systems;
}

type Known = {
  readonly lists: readonly PopulationStatus[];
  readonly registered: KnownSystem | undefined;
};

async function visibilityOn(
  tx: Tx,
  system: string,
  { lists, registered }: Known,
): Promise<SystemSeen | null> {
  const accounts = await systemItems(tx, 'account', system, lists);
  const grants = await systemItems(tx, 'grant', system, lists);
  if (accounts.populations.length === 0 && grants.populations.length === 0) return null;
  const erased = [...accounts.items, ...grants.items].filter(({ isErased }) => isErased).length;
  const source = registered?.means ?? 'live';
  const told = reasonsOf({ accounts: accounts.populations, grants: grants.populations, source, erased });
  const missing = [
    ...(accounts.populations.length === 0 ? ['no list of its accounts was ever read'] : []),
    ...(grants.populations.length === 0 ? ['no list of what its accounts may do was ever read'] : []),
  ];
  const reasons = [...new Set([...missing, ...told])];
  const holders = new Map<string, HeldAccess>();
  for (const { isErased, value } of accounts.items) {
    if (!isErased) holders.set(value.holder, { account: value, grants: [] });
  }
  for (const { isErased, value } of grants.items) {
    if (isErased) continue;
    const held = holders.get(value.holder) ?? { account: null, grants: [] };
    holders.set(value.holder, { ...held, grants: [...held.grants, value] });
  }
  return systemSeen({ isWhole: reasons.length === 0, reasons, holders });
}

/** Everybody with any access there, each with all their accounts; whose an account is nobody knows stands alone. */
async function readViewers(tx: Tx, systems: ReadonlyMap<string, SystemSeen>): Promise<readonly Viewer[]> {
  const accounts = [...systems].flatMap(([system, { holders }]) =>
    [...holders.keys()].map((holder) => ({ system, holder })),
  );
  const links = await readLinks(tx, accounts);
  const persons = [...links.values()].flatMap(({ person }) => person ?? []);
  const people = await readPeople(tx, persons);
  const viewers = new Map<string, Viewer>();
  for (const account of accounts) {
    const link = links.get(accountName(account));
    const { kind, id } = ownerOf(account.holder, link);
    const role = kind === 'person' ? (people.get(id)?.role ?? null) : null;
    const known = viewers.get(`${kind} ${id}`) ?? { kind, id, role, accounts: [] };
    viewers.set(`${kind} ${id}`, { ...known, accounts: [...known.accounts, account] });
  }
  return [...viewers.values()];
}

type Link = Awaited<ReturnType<typeof readLinks>> extends ReadonlyMap<string, infer One> ? One : never;

function ownerOf(holder: string, link: Link | undefined): Pick<Viewer, 'kind' | 'id'> {
  // A guess says of nobody what they see.
  if (link === undefined || link.confidence === 'possible') return { kind: 'unknown', id: holder };
  if (link.belongsTo === 'person' && link.person !== null) return { kind: 'person', id: link.person };
  if (link.belongsTo === 'agency' && link.agency !== null) return { kind: 'agency', id: link.agency };
  return { kind: link.belongsTo === 'bot' ? 'bot' : 'unknown', id: holder };
}
