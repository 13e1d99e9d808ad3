import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { secretFields, secretShape } from '../custody/custody-shapes.ts';
import { rotateSecret } from '../custody/keep-secret.ts';
import { viewSecret } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/shared-secrets/:secret/rotate',
  summary: 'Say that a secret was changed, and who knows it now',
  permission: { action: 'shared-secret.rotate', needs: 'workspace' },
  params: z.object({ workspace: z.string(), secret: z.string().max(80) }),
  body: z.object({
    rotatedAt: z.iso.datetime({ offset: false }).nullable().default(null),
    knownBy: secretFields.knownBy,
  }),
  response: secretShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    services.keyring.assertOpen();
    const kept = await rotateSecret({ workspaceId, actor, id: params.secret, ...body }, services);
    return viewSecret(workspaceId, kept, services);
  },
});
