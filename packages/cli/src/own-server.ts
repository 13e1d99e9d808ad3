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
    return startServer({ dataDir, tcp: null });
  },
};
