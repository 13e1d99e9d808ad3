import type { OwnChange, OwnExport, OwnPage, OwnRows } from '@daybook/kit';
import { type FoundEntry, readPayloads, searchEntries } from '../../ledger/index.ts';
import { type Services, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { toldChange } from './told-change.ts';

const pageSize = 500;

type Asked<L> = { readonly list: L; readonly types: readonly string[]; readonly after: string | null };
type EntryList = 'changes' | 'exports';

/** Changes and exports as the ledger tells them, newest first. What cannot be opened is there, and says nothing of itself. */
export async function readOwnEntries<L extends EntryList>(
  workspaceId: WorkspaceId,
  { list, types, after }: Asked<L>,
  services: Pick<Services, 'database' | 'dataKeys'>,
): Promise<OwnPage<L>> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const before = after === null ? null : Number(after);
    const { found, next } = await searchEntries(tx, { types, before, limit: pageSize });
    const places = found.map(({ position, entry }) => ({ position, id: entry.id }));
    const payloads = new Map(
      (await readPayloads(tx, places, services)).map(({ position, body }) => [position, parsed(body)]),
    );
    const items = found.map((one) => rowOf[list](one, payloads.get(one.position)));
    return { items, next: next === null ? null : String(next) };
  });
}

function parsed(body: Buffer): unknown {
  return JSON.parse(body.toString('utf8'));
}

const rowOf: { readonly [L in EntryList]: (found: FoundEntry, payload: unknown) => OwnRows[L] } = {
  changes: changeOf,
  exports: exportOf,
};

function changeOf({ entry, position }: FoundEntry, payload: unknown): OwnChange {
  const { type, recordedAt, actor, refs } = entry;
  const told = toldChange(type, payload);
  const isClosed = entry.payload !== undefined && payload === undefined;
  return {
    id: `entry-${position}`,
    area: type.split('@')[0] ?? type,
    at: entry.occurredAt ?? recordedAt,
    by: personOf(actor.id),
    about: refs.find((ref) => ref.startsWith('sub_')) ?? null,
    before: isClosed ? 'unknown' : told.before,
    after: isClosed ? 'unknown' : told.after,
  };
}

function exportOf({ entry, position }: FoundEntry, payload: unknown): OwnExport {
  const { type, recordedAt, occurredAt, actor } = entry;
  const told = typeof payload === 'object' && payload !== null ? payload : {};
  const field = (name: string): unknown => ({ ...told })[name as keyof typeof told]; // any payload is read by names
  const [what, rows, reason, approvedBy] = ['what', 'rows', 'reason', 'approvedBy'].map(field);
  return {
    id: `entry-${position}`,
    what: typeof what === 'string' && what !== '' ? what.slice(0, 200) : (type.split('.')[0] ?? type),
    at: occurredAt ?? recordedAt,
    by: personOf(actor.id),
    approvedBy: typeof approvedBy === 'string' ? personOf(approvedBy) : null,
    rows: typeof rows === 'number' && Number.isInteger(rows) ? rows : 'unknown',
    hasReason: payload === undefined ? 'unknown' : typeof reason === 'string' && reason !== '',
  };
}

/** Daybook itself is nobody. */
function personOf(id: string): string | null {
  return id === systemActor.id || !id.startsWith('sub_') ? null : id;
}
