import { factKinds } from '@daybook/kit';
import { z } from 'zod';
import { visibleConnections } from '../../connections/index.ts';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { resolveAsKnown, timeAnswer, timeQuery, toldOnlyBy } from '../as-known.ts';
import { parseItemCursor, printItemCursor } from '../item-cursor.ts';
import { itemDiscloses, itemTitle, subjectsIn, withNames } from '../item-title.ts';
import { searchItems } from '../items.store.ts';
import { totalItems } from '../total-items.ts';

const item = z.object({
  kind: z.string(),
  scope: z.string(),
  key: z.string(),
  title: personalText,
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
  permission: {
    action: 'item.list',
    needs: 'workspace',
    isScoped: 'by-system',
    discloses: itemDiscloses,
  },
  exportAs: 'items',
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    ...timeQuery.shape,
    kind: z.enum(factKinds),
    scope: z.string().max(500).optional(),
    search: z.string().max(200).optional(),
  }),
  response: pageOf(item).extend({ total: z.int(), ...timeAnswer }),
  handler: async ({ workspaceId, query, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { kind, scope, search, limit } = query;
      const after = query.cursor === undefined ? null : parseItemCursor(query.cursor);
      const seen = await visibleConnections(tx, may);
      const at = toldOnlyBy(await resolveAsKnown(tx, query, services), seen);
      const found = await searchItems(tx, {
        kind,
        scope: scope ?? null,
        search: search ?? null,
        // Words in what is masked find nothing, as if they stood nowhere.
        inTitles: may({ kind: 'evidence' }, 'text.disclose'),
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
          value: row.isErased ? null : withNames(row, names),
        })),
        nextCursor: found.length < limit || !last ? null : printItemCursor(last),
        total: await totalItems(tx, kind, at, scope),
        ...at.answer,
      };
    }),
});
