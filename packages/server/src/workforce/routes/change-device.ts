import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { deviceFields, deviceShape } from '../custody/custody-shapes.ts';
import { given } from '../custody/given.ts';
import { changeDevice } from '../custody/keep-device.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/devices/:device',
  summary: 'Change who has a device, or what is signed in on it',
  permission: { action: 'device.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), device: z.string().max(80) }),
  body: z.object(deviceFields).partial(),
  response: deviceShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    services.keyring.assertOpen();
    const kept = await changeDevice({ workspaceId, actor, id: params.device, ...given(body) }, services);
    return kept;
  },
});
