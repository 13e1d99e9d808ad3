import { join } from 'node:path';
import type { ServerStarter } from './connect-server.ts';

/** Daybook's own server in this process. Loaded only when a command needs it: `verify` runs without it. */
export const ownServer: ServerStarter = {
  socketPathFor: async (dataDir) => {
    const { runtimeDirFor } = await import('@daybook/server/locations');
    return join(runtimeDirFor(dataDir), 'api.sock');
  },
  start: async (dataDir) => {
    const { startServer } = await import('@daybook/server');
    const server = await startServer({ dataDir, tcp: null, databaseUrl: process.env.DATABASE_URL ?? null });
    return {
      close: async () => {
        // Another command may be using this server: what it started here ends here.
        await server.services.background.settled();
        await server.close();
      },
    };
  },
};
