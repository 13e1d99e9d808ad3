import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { PostgresRefusal } from './postgres-refusal.ts';
import type { ServerAccount } from './server-account.ts';

/** The only database user that exists before Daybook's own migrations make more. */
export const superuser = 'daybook';

type Input = Readonly<{
  clusterDir: string;
  binaries: PostgresBinaries;
  account: ServerAccount;
  isDurable: boolean;
}>;

/** Makes the cluster if there is none; throws `data-version-mismatch` when another major version wrote it. */
export async function ensureCluster({ clusterDir, binaries, account, isDurable }: Input): Promise<void> {
  const versionFile = join(clusterDir, 'PG_VERSION');
  if (existsSync(versionFile)) return requireMajor(versionFile, binaries.major);

  const parent = dirname(clusterDir);
  for (const name of readdirSync(parent)) {
    if (name.startsWith('postgres.new-')) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const draft = `${clusterDir}.new-${process.pid}`;
  mkdirSync(draft, { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(draft, account.uid, account.gid);
  await initialise(draft, { binaries, account, isDurable });
  writeFileSync(join(draft, 'pg_hba.conf'), 'local all all trust\n');
  renameSync(draft, clusterDir);
}

function requireMajor(versionFile: string, majorShipped: string): void {
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major === majorShipped) return;
  throw new PostgresRefusal(
    'data-version-mismatch',
    `this data folder was written by PostgreSQL ${major}; this Daybook ships PostgreSQL ${majorShipped}`,
    'make a backup with the Daybook that wrote it (`daybook backup`) and restore it into an empty folder with this one (`daybook restore`)',
  );
}

async function initialise(
  dir: string,
  { binaries, account, isDurable }: Omit<Input, 'clusterDir'>,
): Promise<void> {
  const args = [
    '-D',
    dir,
    '-U',
    superuser,
    '-A',
    'trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  if (!isDurable) args.push('--no-sync');
  const { uid, gid } = account;
  const child = spawn(binaries.initdb, args, {
    cwd: dir,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const { promise, resolve } = Promise.withResolvers<string | null>();
  child.on('error', (error) => resolve(error.message));
  child.on('close', (code) => resolve(code === 0 ? null : Buffer.concat(output).toString('utf8').trim()));
  const failure = await promise;
  if (failure === null) return;
  rmSync(dir, { recursive: true, force: true });
  throw new PostgresRefusal(
    'postgres-failed',
    `initdb failed: ${failure}`,
    'check free space and rights of the data folder',
  );
}
