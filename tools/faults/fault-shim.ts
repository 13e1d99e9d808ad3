import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What the disk does from now on, for a PostgreSQL that was started with the shim. */
export interface FaultShim {
  /** The environment PostgreSQL is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Writes to table files or to the write-ahead log fail with ENOSPC, or nothing does. */
  setFull(part: 'tables' | 'log' | null): void;
  /** Every fsync and fdatasync takes this much longer, in milliseconds. */
  setSyncDelay(delayMs: number): void;
  /** How often it struck, so that a proof cannot pass because nothing happened. */
  struck(): { readonly refusedWrites: number; readonly slowedSyncs: number };
}

/** Why the shim cannot be made here, or null where it can. */
export const shimLacks: string | null =
  spawnSync('cc', ['--version']).status === 0
    ? null
    : 'NOT PROVEN: full disk and slow sync need a C compiler (`cc`) for their shim, and there is none';

/** Compiled on demand; throws when the compiler refuses it. */
export function buildFaultShim(folder: string): FaultShim {
  const library = join(folder, 'fault-shim.so');
  const source = join(import.meta.dirname, 'fault-shim.c');
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the C compiler does not take `fault-shim.c`');
  const control = join(folder, 'faults');
  writeFileSync(control, Buffer.alloc(16));
  chmodSync(control, 0o666);
  chmodSync(library, 0o755);
  return {
    environment: { LD_PRELOAD: library, DAYBOOK_FAULTS: control },
    setFull: (part) => set(control, 0, part === null ? 0 : part === 'tables' ? 1 : 2),
    setSyncDelay: (delayMs) => set(control, 1, delayMs),
    struck: () => ({ refusedWrites: get(control, 2), slowedSyncs: get(control, 3) }),
  };
}

function set(control: string, word: number, value: number): void {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  const file = openSync(control, 'r+');
  writeSync(file, bytes, 0, 4, word * 4);
  closeSync(file);
}

function get(control: string, word: number): number {
  const bytes = Buffer.alloc(4);
  const file = openSync(control, 'r');
  readSync(file, bytes, 0, 4, word * 4);
  closeSync(file);
  return bytes.readUInt32LE();
}
