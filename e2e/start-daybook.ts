import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../packages/server/src/start-server.ts';

export type RunningDaybook = AsyncDisposable & { readonly url: string; readonly setupLink: string };

/** The whole product on a data folder of its own, which goes away with it. */
export async function startDaybook(): Promise<RunningDaybook> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-e2e-'));
  // The database runs as another user when this one is root.
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const server: RunningServer = await startServer({ dataDir, tcp: { host: '127.0.0.1', port } });
  return {
    url: `http://127.0.0.1:${port}`,
    setupLink: server.setupLink ?? '',
    [Symbol.asyncDispose]: async () => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
