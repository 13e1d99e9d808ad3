import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceShape } from '../custody/custody-shapes.ts';
import { returnDevice } from '../custody/keep-device.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/devices/:device/return',
  summary: 'Say that a device is back in hand',
  permission: { action: 'device.return', needs: 'workspace' },
  params: z.object({ workspace: z.string(), device: z.string().max(80) }),
  body: z.object({}),
  response: deviceShape,
  handler: async ({ workspaceId, actor, params }, services) => {
    services.keyring.assertOpen();
    const kept = await returnDevice({ workspaceId, actor, id: params.device }, services);
    return kept;
  },
});
