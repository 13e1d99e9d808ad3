import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { requestDiscloses, requestShape, viewRequest } from '../requests/request-shapes.ts';
import { listRequests, readRequestDays } from '../requests/requests.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-requests',
  summary: 'Access that was asked for, newest first; others’ only for who may see all of it',
  permission: {
    action: 'access-request.list',
    needs: 'workspace',
    isScoped: true,
    discloses: requestDiscloses,
  },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    state: z.enum(['waiting', 'approved', 'declined', 'withdrawn']).optional(),
    mine: z.stringbool().default(false),
  }),
  response: pageOf(requestShape).extend({
    /** Within how many days of its approval an access may appear. */
    days: z.int(),
  }),
  exportAs: 'access-requests',
  handler: ({ workspaceId, actor, query, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = await listRequests(tx, {
        state: query.state ?? null,
        ofPerson: query.mine || !may({}) ? actor.id : null,
        before: query.cursor ?? null,
        limit: query.limit + 1,
      });
      const shown = found.slice(0, query.limit);
      const subjects = shown.map(({ subject }) => subject);
      const names = await readIdentities(tx, subjects, services);
      const now = services.clock.now();
      return {
        items: shown.map((row) => viewRequest(row, names, now)),
        nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
        days: await readRequestDays(tx),
      };
    }),
});
