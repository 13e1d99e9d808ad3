import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { attestAccess } from '../systems/attest-access.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/systems/:system/attestations',
  summary: 'Say who has access to a system that tells nobody; it counts once another person confirms it',
  permission: { action: 'attestation.create', needs: 'workspace' },
  params: z.object({ workspace: z.string(), system: z.string() }),
  body: z.object({
    holders: z
      .array(
        z.object({
          name: z.string().trim().min(1).max(200).optional(),
          email: z.email().max(320).optional(),
          login: z.string().trim().min(1).max(200).optional(),
          role: z.string().trim().min(1).max(90).default('has access'),
          /** Null: not known. */
          rights: z.array(z.enum(dangerousRights)).max(4).nullable().default(null),
        }),
      )
      .max(500),
    /** What was looked at, and where. */
    note: z.string().trim().min(1).max(2_000),
    /** At most thirty days from now. */
    untilAt: z.iso.datetime(),
  }),
  response: z.object({ id: z.string() }),
  handler: async ({ workspaceId, actor, params, body }, services) => ({
    id: await attestAccess({ ...body, workspaceId, actor, system: params.system }, services),
  }),
});
