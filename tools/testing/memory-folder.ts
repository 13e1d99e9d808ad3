import { readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const prefix = 'daybook-test-';
const freeBytesMin = 6 * 1024 ** 3;

/**
 * The beginning of a folder's name for the databases of one test run, for `mkdtemp`: in memory where the machine has plenty,
 * for a suite copies a database for nearly each of its files, which a disk makes some ten times slower.
 */
export function databasesPrefix(): string {
  if (!hasRoom()) return join(tmpdir(), prefix);
  removeLeftBehind();
  return join(memory, `${prefix}${process.pid}-`);
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
    const isMemory = mounts.some((line) => line.split(' ')[1] === memory && line.includes('tmpfs'));
    return isMemory && Math.min(bavail * bsize, process.availableMemory()) >= freeBytesMin;
  } catch {
    return false; // not Linux, or no such folder
  }
}

/** What runs that were killed could not remove. */
function removeLeftBehind(): void {
  for (const name of readdirSync(memory)) {
    const [, pid] = /^daybook-test-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(memory, name), { recursive: true, force: true });
    }
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
