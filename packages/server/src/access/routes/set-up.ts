import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { setUpInstallation } from '../set-up-installation.ts';
import { deviceOf } from '../sign-in/device.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/setup',
  summary: 'Make the first workspace and its administrator, with the one-time link printed at start',
  permission: { action: 'installation.set-up', needs: 'public' },
  body: z.object({
    token: z.string().min(1).max(200),
    workspaceName: z.string().trim().min(1).max(120),
    name: z.string().trim().min(1).max(200),
    email: z.email().max(320),
    password: z.string().min(1).max(1000),
  }),
  response: z.object({ workspace: z.literal('default') }),
  handler: async ({ body, request, reply }, services) => {
    const cookies = await setUpInstallation(
      { ...body, address: request.ip, device: deviceOf(request.headers['user-agent']) },
      services,
    );
    void reply.header('set-cookie', [...cookies]);
    return { workspace: 'default' as const };
  },
});
