import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { refuse } from './platform/index.ts';
import { defaultDataDir } from './platform/postgres/locations.ts';
import { type RunningServer, startServer } from './start-server.ts';

const portDefault = 7400;
const keysMissing =
  'Until then names, payloads and secrets cannot be read and nothing can be written down. As soon as the key can be had the server goes on, without a restart.';

/** `npm start`: serves until it is told to stop. Prints one line with the address. */
export async function startFromCommandLine(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      host: { type: 'string' },
      url: { type: 'string' },
    },
  });
  const port = Number(values.port ?? portDefault);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    refuse(
      'bad-request',
      `\`--port\` is a number from 1 to 65535, not \`${values.port}\``,
      'for example `--port 7400`',
    );
  }
  const server = await startServer({
    dataDir: join(values.data ?? defaultDataDir()),
    tcp: { host: values.host ?? '127.0.0.1', port },
    databaseUrl: process.env.DATABASE_URL ?? null,
    ...(values.url && { url: values.url }),
  });
  await refuseOpenSetup(server, values.host);
  if (server.lockedBecause !== null)
    process.stderr.write(`Daybook starts locked: ${server.lockedBecause}. ${keysMissing}\n`);
  for (const forked of server.forkedLogs) process.stderr.write(`${forkedText(forked)}\n`);
  process.stdout.write(`Daybook is ready: ${server.setupLink ?? server.baseUrl}\n`);
  await stopOnSignal(server);
}

function forkedText({ workspace, origin }: RunningServer['forkedLogs'][number]): string {
  return `The log ${origin} of the workspace ${workspace} is known elsewhere to be longer or different, as after restoring an older backup. It can be read, and takes no entry and no signature until an owner closes it: on the ledger page, or with \`daybook fork-report\`.`;
}

/** Before there is an administrator, whoever reaches it first would own it; so only this machine may. */
async function refuseOpenSetup(server: RunningServer, host: string | undefined): Promise<void> {
  if (server.setupLink === null || host === undefined || isLoopback(host)) return;
  await server.close();
  refuse(
    'forbidden',
    "couldn't listen for others: there is no administrator yet",
    'start without `--host`, open the link it prints and make one first',
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function stopOnSignal(server: RunningServer): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      void server.close().finally(() => {
        resolve();
        process.exit(0);
      });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
}
