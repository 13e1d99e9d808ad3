import { factKinds } from '@daybook/kit';
import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { resolveAsKnown, timeAnswer, timeQuery } from '../as-known.ts';
import { parseItemCursor, printItemCursor } from '../item-cursor.ts';
import { itemTitle, subjectsIn, withNames } from '../item-title.ts';
import { searchItems } from '../items.store.ts';
import { totalItems } from '../total-items.ts';

const item = z.object({
  kind: z.string(),
  scope: z.string(),
  key: z.string(),
  title: z.string(),
  /** Null where it was erased. */
  value: z.unknown(),
  isErased: z.boolean(),
  position: z.int(),
  occurredAt: z.string().nullable(),
  observedAt: z.string(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/populations/items',
  summary: 'Items of one population with names joined back; `search` looks into keys and titles',
  permission: { action: 'item.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    ...timeQuery.shape,
    kind: z.enum(factKinds),
    scope: z.string().max(500).optional(),
    search: z.string().max(200).optional(),
  }),
  response: pageOf(item).extend({ total: z.int(), ...timeAnswer }),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { kind, scope, search, limit } = query;
      const after = query.cursor === undefined ? null : parseItemCursor(query.cursor);
      const at = await resolveAsKnown(tx, query, services);
      const found = await searchItems(tx, {
        kind,
        scope: scope ?? null,
        search: search ?? null,
        after,
        limit,
        view: at.view,
      });
      const names = await readIdentities(tx, subjectsIn(found), services);
      const last = found.at(-1);
      return {
        items: found.map((row) => ({
          ...row,
          title: itemTitle(row, names),
          value: row.isErased ? null : withNames(row.value, names),
        })),
        nextCursor: found.length < limit || !last ? null : printItemCursor(last),
        total: await totalItems(tx, kind, at, scope),
        ...at.answer,
      };
    }),
});
