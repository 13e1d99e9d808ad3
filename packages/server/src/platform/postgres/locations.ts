import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** The longest path a unix socket may have everywhere is 103 bytes (macOS); we stay far below it. */
const socketPathBytesMax = 80;
const socketName = '.s.PGSQL.5432';

/** Where a workspace's data lives when `--data` is not given. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  return isRoot() ? '/var/lib/daybook/data' : dataHome(env);
}

/** Where programs that every data folder of this user shares are kept (the copy of PostgreSQL). */
export function programDir(env: NodeJS.ProcessEnv = process.env): string {
  return isRoot() ? '/var/lib/daybook' : dataHome(env);
}

/** A short folder for the sockets of one data folder; the same data folder always gives the same one. */
export function runtimeDirFor(dataDir: string): string {
  const uid = process.getuid?.() ?? 0;
  const name = hashOf(dataDir);
  // Root's PostgreSQL runs as another user, who may not enter /run/user/0.
  const own = isRoot() ? `/run/daybook-${name}` : `/run/user/${uid}/daybook-${name}`;
  const candidates = [own, join(tmpdir(), `daybook-${uid}-${name}`)];
  const fitting = candidates.find((dir) => isWritable(dirname(dir)) && isShort(dir));
  return fitting ?? `/tmp/daybook-${uid}-${name}`;
}

/** Where the keys of one data folder are: never inside it, so that a copy of the data alone opens nothing. */
export function keyDirFor(dataDir: string, env: NodeJS.ProcessEnv = process.env): string {
  if (env.DAYBOOK_KEY_DIR) return resolve(env.DAYBOOK_KEY_DIR);
  if (isRoot()) return `/var/lib/daybook-keys/${hashOf(dataDir)}`;
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'daybook', 'keys', hashOf(dataDir));
}

function dataHome(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'daybook');
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isShort(dir: string): boolean {
  return Buffer.byteLength(join(dir, socketName)) <= socketPathBytesMax;
}

/** Two spellings of one folder (a symbolic link, a relative path) are one folder, also before it exists. */
function hashOf(dataDir: string): string {
  return createHash('sha256')
    .update(realPathOf(resolve(dataDir)))
    .digest('hex')
    .slice(0, 8);
}

function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPathOf(parent), basename(path));
}
