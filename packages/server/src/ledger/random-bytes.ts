import { randomFillSync } from 'node:crypto';

const poolBytes = 8_192;

let pool = Buffer.alloc(0);
let used = 0;

/** Random bytes for salts, used once each: many small reads of the system's generator are slower than a large one. */
export function takeRandomBytes(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(Math.max(poolBytes, count)));
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}
