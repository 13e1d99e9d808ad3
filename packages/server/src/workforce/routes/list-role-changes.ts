import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { titlesOf } from '../leavers/describe-runs.ts';
import { listRemovals } from '../removals/open-removals.ts';
import { requestDiscloses } from '../requests/request-shapes.ts';
import { changeShape, viewChange } from '../role-changes/change-shapes.ts';
import { listChanges } from '../role-changes/role-changes.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/role-changes',
  summary: 'Who got another role, employer or team, newest first, and what became of what they held',
  permission: { action: 'role-change.list', needs: 'workspace', discloses: requestDiscloses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(changeShape),
  exportAs: 'role-changes',
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = await listChanges(tx, { before: query.cursor ?? null, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const people = shown.flatMap(({ person, before, after }) =>
        [person, before.manager, after.manager].flatMap((one) => one ?? []),
      );
      const names = await readIdentities(tx, people, services);
      const now = services.clock.now();
      const items = [];
      for (const change of shown) {
        const removals = await listRemovals(tx, { origin: change.id });
        const titleOf = await titlesOf(tx, removals, services);
        items.push(viewChange(change, removals, { names, titleOf, now }));
      }
      return { items, nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null };
    }),
});
