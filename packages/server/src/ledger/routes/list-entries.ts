import type { Entry } from '@daybook/ledger';
import { z } from 'zod';
import { defineRoute, pageOf, Refusal, type Services, type Tx } from '../../platform/index.ts';
import { listEntriesBefore, type StoredEntry } from '../entries.store.ts';
import { type Log, listLogs } from '../logs.store.ts';
import { entryOf, readPayloads } from '../read-payloads.ts';
import { summariseEntry } from '../summarise-entry.ts';

const item = z.object({
  position: z.int(),
  index: z.int(),
  id: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  observedAt: z.string(),
  occurredAt: z.string().nullable(),
  actor: z.object({ id: z.string(), kind: z.string() }),
  refs: z.array(z.string()),
  summary: z.string(),
});

type Item = z.input<typeof item>;

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/entries',
  summary: 'Entries of the ledger, newest first; `before` is a position',
  permission: { action: 'ledger.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({
    before: z.coerce.number().int().min(0).optional(),
    cursor: z.string().max(20).optional(),
    type: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: pageOf(item),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const before = query.before ?? (query.cursor ? Number(query.cursor) : Number.MAX_SAFE_INTEGER);
      const items: Item[] = [];
      for (const log of (await listLogs(tx)).toReversed()) {
        const page = { logId: log.id, before: before - log.firstPosition, type: query.type ?? null };
        if (page.before <= 0 || items.length >= query.limit) continue;
        const rows = await listEntriesBefore(tx, { ...page, limit: query.limit - items.length });
        items.push(...(await itemsOf(tx, log, rows, services)));
      }
      const last = items.at(-1);
      return { items, nextCursor: items.length < query.limit || !last ? null : String(last.position) };
    }),
});

async function itemsOf(tx: Tx, log: Log, rows: readonly StoredEntry[], services: Services): Promise<Item[]> {
  const placed = rows.map((row) => ({
    position: log.firstPosition + row.index,
    index: row.index,
    entry: entryOf(row.text),
  }));
  const bodies = await readBodies(tx, placed, services);
  return placed.map(({ position, index, entry }) => {
    const { id, type, recordedAt, observedAt, occurredAt, actor, refs } = entry;
    const summary = summariseEntry(entry, bodies.get(position));
    return { position, index, id, type, recordedAt, observedAt, occurredAt, actor, refs: [...refs], summary };
  });
}

/** Payloads by position; none where the master key is missing, for the lines themselves can be read without it. */
async function readBodies(
  tx: Tx,
  placed: readonly { readonly position: number; readonly entry: Entry }[],
  services: Services,
): Promise<ReadonlyMap<number, unknown>> {
  const ids = placed.map(({ position, entry }) => ({ position, id: entry.id }));
  try {
    const payloads = await readPayloads(tx, ids, services);
    return new Map(payloads.map((payload) => [payload.position, JSON.parse(payload.body.toString('utf8'))]));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'keys-missing') return new Map();
    throw error;
  }
}
