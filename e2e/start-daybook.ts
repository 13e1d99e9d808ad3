import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  backUp,
  databaseName,
  ownerOf,
  restoreBackup,
  silentLog,
  systemClock,
} from '../packages/server/src/platform/backup/index.ts';
import { type RunningServer, startServer } from '../packages/server/src/start-server.ts';
import { freePort } from './free-port.ts';

export type RunningDaybook = AsyncDisposable & {
  readonly url: string;
  readonly setupLink: string;
  /** Copies everything into one file, while the work goes on. */
  backUpTo(file: string): Promise<void>;
  /** Stops, puts a backup in place of all data, and starts again at the same address. */
  putBack(file: string): Promise<void>;
};

type DaybookOptions = {
  /** Hosts of the own network it may call, such as `127.0.0.1:7410`. */
  readonly privateHosts?: string;
  /** What the name service says. */
  readonly textRecords?: (name: string) => Promise<readonly string[]>;
};

/** The whole product on a data folder of its own, which goes away with it. */
export async function startDaybook({
  privateHosts,
  textRecords,
}: DaybookOptions = {}): Promise<RunningDaybook> {
  if (privateHosts !== undefined) process.env.DAYBOOK_ALLOW_PRIVATE_HOSTS = privateHosts;
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-e2e-'));
  // The database runs as another user when this one is root.
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const start = () =>
    startServer({ dataDir, tcp: { host: '127.0.0.1', port }, ...(textRecords && { textRecords }) });
  let server: RunningServer = await start();
  return {
    url: `http://127.0.0.1:${port}`,
    setupLink: server.setupLink ?? '',
    backUpTo: async (file) => {
      const owner = ownerOf(dataDir, {});
      const parts = {
        keySource: 'a key file',
        version: '0',
        now: systemClock.now,
        progress: () => undefined,
      };
      await backUp({ owner, dataDir, file, ...parts });
    },
    putBack: async (file) => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
      mkdirSync(dataDir, { mode: 0o711 });
      const parts = { database: databaseName, log: silentLog, progress: () => undefined };
      await restoreBackup({ file, dataDir, ...parts });
      server = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
