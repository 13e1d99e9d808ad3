import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, refuse } from '../../platform/index.ts';
import { belongings, linkDiscloses, linkShape, viewLinks } from '../linking/link-shapes.ts';
import { listLinks } from '../linking/read-links.ts';

const separator = '\n';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/account-links',
  summary:
    'Whose each account is, why, and how surely; those nobody can tell with the people they may belong to',
  permission: { action: 'account-link.list', needs: 'workspace', discloses: linkDiscloses },
  exportAs: 'account-links',
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({
    belongsTo: z.enum(belongings).optional(),
    system: z.string().max(200).optional(),
    /** One account of the system alone. */
    holder: z.string().max(60).optional(),
  }),
  response: pageOf(linkShape),
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { belongsTo, system, holder, limit } = query;
      const after = query.cursor === undefined ? null : parseCursor(query.cursor);
      const found = await listLinks(tx, {
        ...(belongsTo !== undefined && { belongsTo }),
        ...(system !== undefined && { system }),
        ...(holder !== undefined && { holder }),
        after,
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor =
        found.length > limit && last !== undefined
          ? Buffer.from(`${last.system}${separator}${last.holder}`).toString('base64url')
          : null;
      return { items: await viewLinks(tx, shown, services), nextCursor };
    }),
});

function parseCursor(cursor: string) {
  const [system, holder, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(separator);
  if (system === undefined || holder === undefined || rest.length > 0) {
    return refuse('bad-request', 'this cursor is none of ours');
  }
  return { system, holder };
}
