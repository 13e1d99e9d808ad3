import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { secretFields, secretShape } from '../custody/custody-shapes.ts';
import { registerSecret } from '../custody/keep-secret.ts';
import { viewSecret } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/shared-secrets',
  summary: 'Register a password or key that several people know; never what it is',
  permission: { action: 'shared-secret.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    ...secretFields,
    rotatedAt: z
      .union([z.iso.datetime({ offset: false }), z.literal('unknown')])
      .nullable()
      .default('unknown'),
  }),
  response: secretShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    services.keyring.assertOpen();
    const kept = await registerSecret({ workspaceId, actor, ...body }, services);
    return viewSecret(workspaceId, kept, services);
  },
});
