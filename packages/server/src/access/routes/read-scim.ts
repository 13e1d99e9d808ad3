import { z } from 'zod';
import { defineRoute, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { readScim } from '../scim/scim-overview.ts';

const logRow = z.object({
  id: z.string(),
  at: z.string(),
  operation: z.string(),
  subject: z.string().nullable(),
  name: personalText.nullable(),
  group: z.string().nullable(),
  status: z.number(),
  outcome: z.string(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/scim',
  summary:
    'How an identity provider keeps the members: its address, token and what it asked for, newest first',
  permission: { action: 'scim.read', needs: 'workspace', discloses: ['name', 'login'] },
  query: pageQuery,
  response: pageOf(logRow).extend({
    /** Null before the first token. */
    endpoint: z.string().nullable(),
    tokenState: z.enum(['none', 'in-force', 'ends-soon', 'ended', 'expired']),
    token: z
      .object({
        madeAt: z.string(),
        madeBy: z.string(),
        expiresAt: z.string(),
        lastUsedAt: z.string().nullable(),
        position: z.number(),
      })
      .nullable(),
    formerTokens: z.number(),
    /** `cut-off` without a token in force, `late` after three days without a call. */
    connection: z.enum(['never-connected', 'cut-off', 'late', 'connected']),
    lastCallAt: z.string().nullable(),
    lastChangeAt: z.string().nullable(),
    lastRefusedAt: z.string().nullable(),
    people: z.object({ active: z.number(), inactive: z.number() }),
  }),
  handler: async ({ workspaceId, query }, services) => {
    const page = { before: query.cursor ?? null, limit: query.limit + 1 };
    const { log, ...overview } = await readScim(workspaceId, page, services);
    const items = log.slice(0, query.limit);
    const nextCursor = log.length > query.limit ? (items.at(-1)?.id ?? null) : null;
    return { ...overview, items, nextCursor };
  },
});
