import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
const prefix = 'daybook-tests-';
const freeBytesMin = 6 * 1024 ** 3;

/**
 * Lets a test run keep its temporary files in memory where the machine has plenty: a suite copies a database for nearly each
 * of its files, which a disk makes some ten times slower. A `TMPDIR` that is set already stays. Each run removes its own
 * folder at the end, and those of runs that were killed.
 */
export function keepTemporaryFilesInMemory(): void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return;
  removeLeftBehind();
  const folder = join(memory, `${prefix}${process.pid}`);
  mkdirSync(folder);
  chmodSync(folder, 0o1777); // PostgreSQL may run as another user
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** Programs are unpacked there too, so it must be allowed to run them. */
function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === memory);
    const mayRun = mount !== undefined && !mount.includes('noexec');
    return mayRun && Math.min(bavail * bsize, process.availableMemory()) >= freeBytesMin;
  } catch {
    return false; // not Linux, or no such folder
  }
}

function removeLeftBehind(): void {
  for (const name of readdirSync(memory)) {
    if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue;
    rmSync(join(memory, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
