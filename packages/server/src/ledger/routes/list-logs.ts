import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, type Tx } from '../../platform/index.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { type Log, listLogs, readHead, readOpenedAt } from '../logs.store.ts';

const item = z.object({
  id: z.string(),
  year: z.int(),
  origin: z.string(),
  firstPosition: z.int(),
  size: z.int(),
  root: z.string(),
  openedAt: z.string(),
  /** `forked`: closed, or to be closed, with a fork report. */
  state: z.enum(['open', 'closed', 'forked']),
  predecessor: z.object({ origin: z.string(), size: z.int() }).nullable(),
  lastCheckpointAt: z.string().nullable(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/logs',
  summary: 'The logs of all years, newest first',
  permission: { action: 'ledger.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(item),
  handler: async ({ workspaceId, query }, { database }) =>
    database.withWorkspace(workspaceId, async (tx) => {
      const logs = await listLogs(tx);
      const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor);
      const page = logs.filter(({ firstPosition }) => firstPosition < before).slice(-query.limit);
      const items: z.input<typeof item>[] = [];
      for (const log of page.toReversed()) items.push(await viewLog(tx, log, logs));
      const last = items.at(-1);
      const hasMore = last !== undefined && last.firstPosition > 0 && logs[0]?.id !== last.id;
      return { items, nextCursor: hasMore ? String(last.firstPosition) : null };
    }),
});

async function viewLog(tx: Tx, log: Log, logs: readonly Log[]): Promise<z.input<typeof item>> {
  const head = await readHead(tx, log.id);
  const checkpoint = await newestCheckpoint(tx, log.id);
  const before = logs[logs.findIndex(({ id }) => id === log.id) - 1];
  const isNewest = logs.at(-1)?.id === log.id;
  const state = isNewest ? ('open' as const) : ('closed' as const);
  const { id, year, origin, firstPosition } = log;
  return {
    ...{ id, year, origin, firstPosition, size: head.size, root: head.root.toString('base64') },
    openedAt: await readOpenedAt(tx, id),
    state: head.forkedAt === null ? state : 'forked',
    predecessor:
      before === undefined ? null : { origin: before.origin, size: (await readHead(tx, before.id)).size },
    lastCheckpointAt: checkpoint?.signedAt ?? null,
  };
}
