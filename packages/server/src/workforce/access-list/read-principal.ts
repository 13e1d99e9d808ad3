import { readHistories, type ToldVersion } from '../../facts/index.ts';
import { type Personal, refuse, type Services, type Tx } from '../../platform/index.ts';
import { type DeviceView, devicesHeldBy } from '../custody/devices.store.ts';
import { type SecretView, secretsKnownBy } from '../custody/secrets.store.ts';
import { accountsMaybeOf } from '../linking/read-links.ts';
import { cellsOfPrincipals, readPrincipals, type StoredCell, type StoredPrincipal } from './cells.store.ts';
import { cellViewer, type ListedCell, namesOf } from './list-access.ts';
import { listPartPlaces, readParts } from './parts.store.ts';
import type { Principal } from './standing-of.ts';
import { type Part, type PartKind, toldOf } from './told-part.ts';

export type PrincipalDetail = {
  readonly principal: string;
  readonly kind: StoredPrincipal['kind'];
  /** `gone`: nothing is left of what they had; the history tells what it was. */
  readonly state: StoredPrincipal['state'] | 'gone';
  readonly endsOn: string | null;
  readonly name: string | Personal;
  readonly danger: number;
  readonly cells: readonly (ListedCell & { readonly parts: readonly PartView[] })[];
  /** Accounts that may be theirs, until somebody says whose they are. */
  readonly maybeCells: readonly { readonly system: string; readonly holder: string }[];
  readonly goneCells: readonly { readonly system: string; readonly holder: string }[];
  readonly secrets: readonly SecretView[];
  readonly devices: readonly DeviceView[];
  readonly history: readonly HistoryEvent[];
};

export type PartView = Pick<Part, 'kind' | 'scope' | 'key' | 'observedAt' | 'position'> & {
  /** A role, the id of a token, or the kind of an account, in plain words. */
  readonly words: string;
  /** Null where it gives no rights of its own. */
  readonly rights: readonly string[] | 'unknown' | null;
  readonly way: string | null;
  readonly via: string | null;
  readonly isInForce: boolean | 'unknown';
};

export type HistoryEvent = {
  readonly kind: PartKind;
  readonly scope: string;
  readonly key: string;
  readonly system: string;
  readonly what: 'appeared' | 'changed' | 'gone';
  readonly words: string;
  readonly at: string;
  readonly position: number;
};

const historyMax = 100;
const kinds = ['person', 'agency', 'bot', 'unknown'] as const;

/** Everything one principal has, had, knows and holds. Throws `not-found` for whoever never had anything. */
export async function readPrincipal(tx: Tx, id: string, services: Services): Promise<PrincipalDetail> {
  const candidates = kinds.map((kind) => ({ kind, id }));
  const [live] = (await readPrincipals(tx, candidates)).toSorted((one, other) => other.danger - one.danger);
  const cells = await cellsOfPrincipals(tx, live === undefined ? candidates : [live], null);
  const principal: Principal = live ?? principalOf(cells[0]) ?? refuse('not-found');
  const present = cells.filter(({ isGone }) => !isGone);
  const view = await cellViewer(tx, services);
  const parts = Map.groupBy(await readParts(tx, present), ({ holder, system }) => `${holder}\n${system}`);
  const nameOf = await namesOf(tx, [principal], services);
  const isPerson = principal.kind === 'person';
  return {
    principal: id,
    kind: principal.kind,
    state: live?.state ?? 'gone',
    endsOn: live?.endsOn ?? null,
    name: nameOf(principal),
    danger: live?.danger ?? 0,
    cells: present.map((cell) => ({
      ...view(cell),
      parts: (parts.get(`${cell.holder}\n${cell.system}`) ?? []).map(viewPart),
    })),
    maybeCells: isPerson ? await accountsMaybeOf(tx, [id]) : [],
    goneCells: cells.filter(({ isGone }) => isGone).map(({ system, holder }) => ({ system, holder })),
    secrets: isPerson ? await secretsKnownBy(tx, id) : [],
    devices: isPerson ? await devicesHeldBy(tx, id) : [],
    history: await readHistory(tx, cells),
  };
}

function principalOf(cell: StoredCell | undefined): Principal | undefined {
  return cell && { kind: cell.principalKind, id: cell.principalId };
}

function viewPart(part: Part): PartView {
  const { kind, scope, key, observedAt, position } = part;
  const place = { kind, scope, key, observedAt, position };
  if (part.told === null) return { ...place, words: 'erased', ...nothingMore, isInForce: 'unknown' };
  if (part.kind === 'account') {
    return { ...place, words: part.told.kind, ...nothingMore, isInForce: part.told.isEnabled };
  }
  if (part.kind === 'credential') {
    const { credential, isActive } = part.told;
    return { ...place, words: credential, ...nothingMore, way: 'token', isInForce: isActive };
  }
  const { role, rights, path, via, isInForce } = part.told;
  return { ...place, words: role, rights, way: path, via, isInForce };
}

const nothingMore = { rights: null, way: null, via: null } as const;

async function readHistory(tx: Tx, cells: readonly StoredCell[]): Promise<readonly HistoryEvent[]> {
  const places = await listPartPlaces(tx, cells);
  const versions = await readHistories(tx, places, historyMax);
  return versions.flatMap(eventsOf).toSorted((one, other) => other.position - one.position);
}

function eventsOf(version: ToldVersion): readonly HistoryEvent[] {
  const { kind, scope, key, position, observedAt, gonePosition, goneAt, isFirst } = version;
  if (kind !== 'account' && kind !== 'grant' && kind !== 'credential') return [];
  const { system, words } = wordsOf(kind, version);
  const place = { kind, scope, key, system, words };
  const what = isFirst ? ('appeared' as const) : ('changed' as const);
  const told: HistoryEvent = { ...place, what, at: observedAt, position };
  if (gonePosition === null) return [told];
  return [{ ...place, what: 'gone', at: goneAt ?? observedAt, position: gonePosition }, told];
}

function wordsOf(kind: PartKind, { isErased, value, scope }: ToldVersion): { system: string; words: string } {
  if (isErased || typeof value !== 'object' || value === null) return { system: scope, words: 'erased' };
  // Only tokenised records of this kind are stored under it.
  const placed = toldOf(kind, value as Parameters<typeof toldOf>[1]);
  if (placed.told === null) return { system: placed.system, words: 'erased' };
  if (placed.kind === 'account') return { system: placed.system, words: enabledWords(placed.told.isEnabled) };
  if (placed.kind === 'credential') return { system: placed.system, words: placed.told.credential };
  const { role, rights, isInForce } = placed.told;
  const said = rights === 'unknown' ? 'rights not told' : rights.join(', ') || 'no dangerous right';
  return { system: placed.system, words: `${role}: ${said}${isInForce === false ? ', not in force' : ''}` };
}

function enabledWords(isEnabled: boolean | 'unknown'): string {
  if (isEnabled === 'unknown') return 'account';
  return isEnabled ? 'enabled account' : 'disabled account';
}
