import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { channelShape, viewChannel } from '../systems/system-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/system-channels',
  summary: 'What can honestly be known of each kind of system: how its list is had, how long its log is kept',
  permission: { action: 'system.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({ items: z.array(channelShape) }),
  handler: async (_input, services) => ({
    items: [...services.catalog.channels.values()].map((channel) => viewChannel(channel, services)),
  }),
});
