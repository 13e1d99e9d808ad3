import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { append } from '../../ledger/index.ts';
import {
  type Actor,
  type Route,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { findMember } from '../members.store.ts';
import { accessEntry, maskedGrantReason } from '../permissions/access-entry.ts';
import { isInForce } from '../permissions/held-roles.ts';
import { csvLine } from './csv-line.ts';
import { exportFile, finishFile, watermark, writeRows } from './export-file.ts';
import {
  askedOf,
  columnsOf,
  type Exporter,
  type ExportRun,
  exportRows,
  type ListOrder,
  requireList,
} from './exported-list.ts';
import { insertExport, readRowsAlone, type StoredExport } from './exports.store.ts';
import { reasonLengthMin } from './request-reveal.ts';

export const exportMs = 24 * 60 * 60 * 1_000;

/** What is larger is no list for a spreadsheet: a backup or a package takes everything along. */
const rowsMax = 1_000_000;

export type ExportOrder = ListOrder & { readonly format: StoredExport['format']; readonly reason: string };

/**
 * Makes the file of a list as whoever asks may see it, and says whether it is ready or waits for a second person: above the
 * workspace's number of rows, or when people are named in it. What the second person approves is this file and no other.
 */
export async function requestExport(
  order: ExportOrder,
  exporter: Exporter,
  services: Services,
): Promise<StoredExport> {
  services.keyring.assertOpen();
  if (order.reason.trim().length < reasonLengthMin) refuse('reveal-reason-needed');
  const reason = maskedGrantReason(order.reason, services);
  const route = requireList(order.what, exporter.may, services);
  const id = services.ids.make('exp');
  const path = exportFile(services.settings, exporter.workspaceId, id);
  // Before the first row is read: a grant that ends on the way makes the file one of rights that are no more.
  const rights = await services.database.withWorkspace(exporter.workspaceId, (tx) =>
    rightsOf(tx, exporter, services),
  );
  const query = askedOf(route, order.query);
  try {
    const made = await makeFile({ ...order, query, reason, id, path, route, rights }, exporter, services);
    const stored = await writeDown(made, exporter, services);
    services.live.publish(exporter.workspaceId, 'ledger');
    return stored;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

type FileOrder = ExportOrder &
  Pick<StoredExport, 'rights'> & {
    readonly id: `exp_${string}`;
    readonly path: string;
    readonly route: Route;
  };

type Made = Omit<StoredExport, 'state' | 'position'>;

async function makeFile(order: FileOrder, exporter: Exporter, services: Services): Promise<Made> {
  const { id, what, format, query, reason, withNames, route, path, rights } = order;
  const now = services.clock.now();
  const run = exportRows(route, order, exporter, services);
  const body = join(services.settings.dataDir, 'tmp', `export-${id}`);
  try {
    const { rows: lines, digest } = await writeRows(body, linesOf(run, format, columnsOf(route)));
    const rows = format === 'csv' ? lines - 1 : lines;
    const made = {
      ...{ id, what, format, query, reason, withNames, rows, digest, hasNames: run.hasNames },
      ...{ requestedBy: exporter.actor.id, requestedAt: now, downloads: 0, decidedBy: null, decidedAt: null },
      ...{ until: untilOf(now), bytes: 0, rights },
    };
    return { ...made, bytes: await finishFile(path, body, watermark(made)) };
  } finally {
    await rm(body, { force: true });
  }
}

async function* linesOf(run: ExportRun, format: StoredExport['format'], columns: readonly string[]) {
  if (format === 'csv') yield csvLine(columns);
  let rows = 0;
  for await (const row of run.rows) {
    rows += 1;
    if (rows > rowsMax) refuse('too-large', `this list has more than ${rowsMax} rows`);
    yield format === 'csv' ? csvLine(columns.map((name) => row[name])) : `${JSON.stringify(row)}\n`;
  }
}

export function untilOf(now: string): string {
  return new Date(Date.parse(now) + exportMs).toISOString();
}

async function writeDown(
  made: Made,
  { workspaceId, actor }: Exporter,
  services: Services,
): Promise<StoredExport> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const isWaiting = made.hasNames || made.rows > (await readRowsAlone(tx));
    const draft: StoredExport = { ...made, state: isWaiting ? 'waiting' : 'ready', position: -1 };
    const entry = exportEntry('export.requested@1', draft, actor, made.requestedAt);
    const [appended] = await append(tx, [entry], services);
    const stored = { ...draft, position: appended?.position ?? -1 };
    await insertExport(tx, stored);
    return stored;
  });
}

/** A digest of what decides what somebody may see: their role, the grants in force, and the permission model. */
export async function rightsOf(
  tx: Tx,
  { workspaceId, actor }: { readonly workspaceId: WorkspaceId; readonly actor: Actor },
  services: Services,
): Promise<string> {
  const member = await findMember(tx, workspaceId, actor.id);
  const now = services.clock.now();
  const grants = (member?.grants ?? []).filter((grant) => isInForce(grant, now)).map(({ id }) => id);
  const { version } = accessOf(services).permissions;
  const rights = JSON.stringify([actor.kind, actor.label, member?.role ?? null, grants.toSorted(), version]);
  return createHash('sha256').update(rights).digest('hex');
}

export type ExportEntryType =
  | 'export.requested@1'
  | 'export.approved@1'
  | 'export.declined@1'
  | 'export.downloaded@1'
  | 'export.expired@1'
  | 'export.withdrawn@1';

/** What left and why; the words of a search are about people and stay out of it. */
export function exportEntry(type: ExportEntryType, one: StoredExport, actor: Actor, at: string) {
  const { id, what, format, query, reason, requestedBy, rows, digest, bytes, hasNames, downloads, until } =
    one;
  const { search, ...asked } = query;
  const payload = {
    ...{ export: id, what, format, query: { ...asked }, isSearch: search !== undefined, reason, requestedBy },
    ...{ rows, digest, bytes, hasNames, downloads, until, state: one.state },
  };
  return accessEntry(type, { actor, at, refs: [id, requestedBy] }, payload);
}
