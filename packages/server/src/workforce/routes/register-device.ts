import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceFields, deviceShape } from '../custody/custody-shapes.ts';
import { registerDevice } from '../custody/keep-device.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/devices',
  summary: 'Register a phone, a computer or a hardware key',
  permission: { action: 'device.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object(deviceFields),
  response: deviceShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    services.keyring.assertOpen();
    const kept = await registerDevice({ workspaceId, actor, ...body }, services);
    return kept;
  },
});
