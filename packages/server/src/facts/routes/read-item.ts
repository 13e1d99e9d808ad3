import { factKinds } from '@daybook/kit';
import { z } from 'zod';
import { visibleConnections } from '../../connections/index.ts';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, personalText, refuse } from '../../platform/index.ts';
import { type AsKnown, resolveAsKnown, timeAnswer, timeQuery, toldOnlyBy } from '../as-known.ts';
import { readHistory } from '../item-history.store.ts';
import { itemDiscloses, itemTitle, subjectsIn, withNames } from '../item-title.ts';
import { readItems } from '../items.store.ts';

const historyMax = 100;

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/item',
  summary: 'One item with everything ever known of it, newest first',
  permission: {
    action: 'item.read',
    needs: 'workspace',
    isScoped: 'by-system',
    discloses: itemDiscloses,
  },
  params: z.object({ workspace: z.string() }),
  query: timeQuery.extend({ kind: z.enum(factKinds), scope: z.string().max(500), key: z.string().max(500) }),
  response: z.object({
    kind: z.string(),
    scope: z.string(),
    key: z.string(),
    title: personalText,
    isGone: z.boolean(),
    /** The value was erased; it is null. */
    isErased: z.boolean(),
    value: z.unknown(),
    position: z.int(),
    history: z.array(
      z.object({
        connection: z.string(),
        position: z.int(),
        supersededPosition: z.int().nullable(),
        isGone: z.boolean(),
        isErased: z.boolean(),
        value: z.unknown(),
        observedAt: z.string(),
      }),
    ),
    ...timeAnswer,
  }),
  handler: async ({ workspaceId, query, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const seen = await visibleConnections(tx, may);
      const at = toldOnlyBy(await resolveAsKnown(tx, query, services), seen);
      const { kind, scope, key } = query;
      const history = await readHistory(tx, query, { view: at.view, limit: historyMax });
      const newest = history[0] ?? refuse('not-found', unknownThen(at));
      const held = await readItems(tx, { kind, scope, keys: [key], limit: 1, view: at.view });
      // Without an instant an item that went shows what it was last known to be.
      const shown = held[0] ?? (at.view.trueAt === null ? newest : null);
      const isErased = shown?.isErased ?? false;
      const value = isErased ? null : (shown?.value ?? null);
      const names = await readIdentities(tx, subjectsIn(history, key), services);
      const position = held[0]?.position ?? newest.position;
      return {
        kind,
        scope,
        key,
        title: itemTitle({ kind, key, position, value: isErased ? null : (value ?? newest.value) }, names),
        isGone: held.length === 0,
        isErased,
        value: withNames({ kind, value, position }, names),
        position,
        history: history.map((row) => ({
          ...row,
          value: row.isErased ? null : withNames({ ...row, kind }, names),
        })),
        ...at.answer,
      };
    }),
});

/** Nothing more is said where no time was asked for: what is not there and what may not be seen answer alike. */
function unknownThen({ answer: { asKnown, note } }: AsKnown): string | undefined {
  if (asKnown === null) return undefined;
  return note ?? `nothing was known of this item at entry ${asKnown.position} of the ledger`;
}
