import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PostgresRefusal } from './postgres-refusal.ts';

/** The user PostgreSQL runs as; empty when it runs as this process does. */
export type ServerAccount = Readonly<{ uid?: number; gid?: number; name: string }>;

/**
 * PostgreSQL refuses to run as root, so root lends it an account that exists anyway: the owner of the cluster when
 * there is one, else `postgres`, else `nobody`. Nothing is ever added to the system's users.
 */
export function chooseServerAccount(clusterDir: string): ServerAccount {
  if (process.getuid?.() !== 0) return { name: 'this user' };
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0)
    return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
  return findAccount('postgres') ?? findAccount('nobody') ?? { uid: 65534, gid: 65534, name: 'user 65534' };
}

function findAccount(name: string): ServerAccount | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined
    ? null
    : { uid: Number(uid), gid: Number(gid), name: `\`${name}\`` };
}

/** Throws `data-unreachable` naming the folder on the way that the account may not enter. */
export function requireReachable(dir: string, account: ServerAccount): void {
  if (account.uid === undefined || canEnter(dir, account)) return;
  let blocking = resolve(dir);
  while (dirname(blocking) !== blocking && !canEnter(dirname(blocking), account))
    blocking = dirname(blocking);
  throw new PostgresRefusal(
    'data-unreachable',
    `as root, PostgreSQL runs as ${account.name}, which may not enter \`${blocking}\`, so it cannot reach \`${dir}\``,
    `choose a data folder under /var/lib/daybook, run \`chmod o+x ${blocking}\`, or start Daybook as an ordinary user`,
  );
}

function canEnter(dir: string, { uid, gid }: ServerAccount): boolean {
  if (uid === undefined || gid === undefined) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
