import { z } from 'zod';
import { createConnection } from '../../connections/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { connectionView, viewConnection } from '../connection-view.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/connections',
  summary: 'Connects a source; secrets are sealed and never shown again',
  permission: { action: 'connection.create', needs: 'workspace', inSample: 'refused' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    connector: z.string().max(80),
    name: z.string().min(1).max(120).optional(),
    settings: z.record(z.string(), z.unknown()),
  }),
  response: connectionView,
  handler: async ({ workspaceId, body, actor }, services) => {
    const input = { connector: body.connector, name: body.name ?? null, settings: body.settings, actor };
    const connection = await services.database.withWorkspace(workspaceId, (tx) =>
      createConnection(tx, input, services),
    );
    return viewConnection(connection, [], [], services);
  },
});
