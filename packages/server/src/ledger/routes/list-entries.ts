import { z } from 'zod';
import { defineRoute, pageOf } from '../../platform/index.ts';
import { listEntriesBefore } from '../entries.store.ts';
import { type Log, listLogs } from '../logs.store.ts';
import { entryOf } from '../read-payloads.ts';
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
  handler: async ({ workspaceId, query }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const before = query.before ?? (query.cursor ? Number(query.cursor) : Number.MAX_SAFE_INTEGER);
      const items: z.input<typeof item>[] = [];
      for (const log of (await listLogs(tx)).toReversed()) {
        const page = { logId: log.id, before: before - log.firstPosition, type: query.type ?? null };
        if (page.before <= 0 || items.length >= query.limit) continue;
        const rows = await listEntriesBefore(tx, { ...page, limit: query.limit - items.length });
        items.push(...rows.map((row) => itemOf(log, row.index, row.text)));
      }
      const last = items.at(-1);
      return { items, nextCursor: items.length < query.limit || !last ? null : String(last.position) };
    }),
});

function itemOf(log: Log, index: number, text: string): z.input<typeof item> {
  const entry = entryOf(text);
  const { id, type, recordedAt, observedAt, occurredAt, actor, refs } = entry;
  const position = log.firstPosition + index;
  const summary = summariseEntry(entry);
  return { position, index, id, type, recordedAt, observedAt, occurredAt, actor, refs: [...refs], summary };
}
