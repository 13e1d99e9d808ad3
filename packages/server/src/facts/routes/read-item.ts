import { factKinds } from '@daybook/kit';
import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { readHistory } from '../facts.store.ts';
import { itemTitle, subjectsIn, withNames } from '../item-title.ts';

const historyMax = 100;

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/item',
  summary: 'One item with everything ever known of it, newest first',
  permission: { action: 'item.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({ kind: z.enum(factKinds), scope: z.string().max(500), key: z.string().max(500) }),
  response: z.object({
    kind: z.string(),
    scope: z.string(),
    key: z.string(),
    title: z.string(),
    isGone: z.boolean(),
    value: z.unknown(),
    position: z.int(),
    history: z.array(
      z.object({
        connection: z.string(),
        position: z.int(),
        supersededPosition: z.int().nullable(),
        isGone: z.boolean(),
        value: z.unknown(),
        observedAt: z.string(),
      }),
    ),
  }),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const history = await readHistory(tx, query, historyMax);
      const newest = history[0] ?? refuse('not-found');
      const names = await readIdentities(tx, subjectsIn(history, query.key), services);
      return {
        ...query,
        title: itemTitle({ ...query, value: newest.value }, names),
        isGone: history.every((row) => row.supersededPosition !== null),
        value: withNames(newest.value, names),
        position: newest.position,
        history: history.map((row) => ({ ...row, value: withNames(row.value, names) })),
      };
    }),
});
