import { disclosedSummary, type FoundEntry, findErased, freeText, readPayloads } from '../../ledger/index.ts';
import { type Personal, Refusal, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { type NamedMember, nameMembers } from './member-names.ts';
import { searchTrail, type TrailSearch } from './search-trail.ts';
import { toldChange } from './told-change.ts';
import { kindOfType, type TrailKind } from './trail-kinds.ts';

export type TrailValue = { readonly name: string; readonly value: string | Personal };

export type TrailItem = {
  readonly position: number;
  readonly at: string;
  readonly type: string;
  readonly kind: TrailKind;
  readonly actor: string;
  readonly actorState: NamedMember['state'];
  readonly actorName: NamedMember['name'];
  readonly about: {
    readonly subject: string;
    readonly state: NamedMember['state'];
    readonly name: NamedMember['name'];
  } | null;
  readonly what: string | Personal;
  readonly before: readonly TrailValue[] | null;
  readonly after: readonly TrailValue[] | null;
  /** `none`: the entry has no payload. `unreadable`: its key is missing or what is kept was damaged. */
  readonly payload: 'present' | 'none' | 'erased' | 'unreadable';
};

export type TrailPage = {
  readonly items: readonly TrailItem[];
  readonly next: number | null;
  readonly searchedBackTo: { readonly position: number; readonly recordedAt: string } | null;
};

/** Who did what, when, and what was so before and after: a page of the ledger in plain words, newest first. */
export async function listTrail(
  workspaceId: WorkspaceId,
  search: TrailSearch,
  services: Pick<Services, 'database' | 'dataKeys'>,
): Promise<TrailPage> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const { found, next, searchedBackTo } = await searchTrail(tx, search, services);
    const bodies = await readBodies(tx, found, services);
    const erased = await erasedAmong(tx, found);
    const people = found.flatMap((one) => [one.entry.actor.id, aboutOf(one) ?? []].flat());
    const named = await nameMembers(tx, people, services);
    const items = found.flatMap((one) => {
      const kind = kindOfType(one.entry.type);
      return kind === null ? [] : [itemOf(one, { kind, named, bodies, erased })];
    });
    return { items, next, searchedBackTo };
  });
}

type Known = {
  readonly kind: TrailKind;
  readonly named: (subject: string) => NamedMember;
  readonly bodies: ReadonlyMap<number, unknown>;
  readonly erased: ReadonlySet<number>;
};

function itemOf(found: FoundEntry, { kind, named, bodies, erased }: Known): TrailItem {
  const { position, entry } = found;
  const body = bodies.get(position);
  const told = toldChange(entry.type, body);
  const place = { position, author: entry.actor.id };
  const actor = named(entry.actor.id);
  const about = aboutOf(found);
  return {
    position,
    at: entry.recordedAt,
    type: entry.type,
    kind,
    actor: entry.actor.id,
    actorState: actor.state,
    actorName: actor.name,
    about: about === null ? null : { subject: about, ...named(about) },
    what: disclosedSummary(entry, body ?? null, position),
    before: told.before?.map((one) => disclosedValue(one, place)) ?? null,
    after: told.after?.map((one) => disclosedValue(one, place)) ?? null,
    payload: payloadState(found, body !== undefined, erased),
  };
}

/** What people wrote themselves is free text, in which somebody may be named. */
const ownTexts: readonly string[] = ['reason', 'name', 'title', 'note'];

function disclosedValue(
  { name, value }: { readonly name: string; readonly value: string },
  place: { readonly position: number; readonly author: string },
): TrailValue {
  return { name, value: ownTexts.includes(name) ? freeText(value, place) : value };
}

/** Whom it is about, where that is somebody else than who did it. */
function aboutOf({ entry }: FoundEntry): string | null {
  return entry.refs.find((ref) => ref.startsWith('sub_') && ref !== entry.actor.id) ?? null;
}

function payloadState({ entry, position }: FoundEntry, isOpen: boolean, erased: ReadonlySet<number>) {
  if (entry.payload === undefined) return 'none';
  if (erased.has(position)) return 'erased';
  return isOpen ? 'present' : 'unreadable';
}

async function erasedAmong(tx: Tx, found: readonly FoundEntry[]): Promise<ReadonlySet<number>> {
  const positions = found.map(({ position }) => position);
  return new Set((await findErased(tx, positions)).map(({ position }) => position));
}

/** None where the master key is missing: who did what is on the lines themselves. */
async function readBodies(
  tx: Tx,
  found: readonly FoundEntry[],
  services: Pick<Services, 'dataKeys'>,
): Promise<ReadonlyMap<number, unknown>> {
  const ids = found.map(({ position, entry }) => ({ position, id: entry.id }));
  try {
    const payloads = await readPayloads(tx, ids, services);
    return new Map(payloads.map(({ position, body }) => [position, JSON.parse(body.toString('utf8'))]));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'keys-missing') return new Map();
    throw error;
  }
}
