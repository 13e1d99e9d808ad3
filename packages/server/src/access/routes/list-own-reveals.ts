import { z } from 'zod';
import { defineRoute, handleOf } from '../../platform/index.ts';
import { readValue } from '../disclosure/read-value.ts';
import { valuesShape } from '../disclosure/reveal-shapes.ts';
import { listOpenReveals, revealFields } from '../disclosure/reveals.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/reveals/current',
  summary: 'The values that are shown to whoever asks, as they are now, and until when',
  permission: { action: 'reveal.read', needs: 'workspace', isScoped: true },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        subject: z.string().nullable(),
        /** As masked values show the person. */
        handle: z.string().nullable(),
        entry: z.int().nullable(),
        field: z.enum(revealFields),
        state: z.enum(['shown', 'erased']),
        values: valuesShape,
        until: z.string(),
      }),
    ),
  }),
  handler: async ({ workspaceId, actor, may }, services) => {
    // Who may reveal no more sees what was shown before no more either.
    if (!may({}, 'reveal.create')) return { items: [] };
    return services.database.withWorkspace(workspaceId, async (tx) => {
      const items = [];
      for (const reveal of await listOpenReveals(tx, actor.id, services.clock.now())) {
        const { id, subject, entryPosition, field, until } = reveal;
        const values = await readValue(tx, reveal, field, services);
        const state = values === null ? ('erased' as const) : ('shown' as const);
        const handle = subject === null ? null : handleOf(subject);
        items.push({
          id,
          subject,
          handle,
          entry: entryPosition,
          field,
          state,
          values: values ?? {},
          until: until ?? '',
        });
      }
      return { items };
    });
  },
});
