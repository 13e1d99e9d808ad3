import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Result, round } from './bench.ts';

const times = 300;
const pageBytes = 8_192;

/** How long this disk takes to make one page durable: what every commit waits for at least. */
export function probeFsync(folder: string): Result {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(pageBytes, 7);
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const startedAt = performance.now();
    writeSync(file, page, 0, pageBytes, i * pageBytes);
    fdatasyncSync(file);
    taken.push(performance.now() - startedAt);
  }
  closeSync(file);
  rmSync(path);
  taken.sort((one, other) => one - other);
  return { name: 'fsync-probe-p50', value: round(taken[Math.floor(times / 2)] ?? 0), unit: 'ms' };
}
