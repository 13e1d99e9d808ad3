import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { secretFields, secretShape } from '../custody/custody-shapes.ts';
import { given } from '../custody/given.ts';
import { changeSecret } from '../custody/keep-secret.ts';
import { viewSecret } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/shared-secrets/:secret',
  summary: 'Change who knows a secret; whoever is taken from it knows it until it is rotated',
  permission: { action: 'shared-secret.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), secret: z.string().max(80) }),
  body: z.object(secretFields).partial(),
  response: secretShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    services.keyring.assertOpen();
    const kept = await changeSecret({ workspaceId, actor, id: params.secret, ...given(body) }, services);
    return viewSecret(workspaceId, kept, services);
  },
});
