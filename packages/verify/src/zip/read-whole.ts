import type { Readable } from 'node:stream';

/**
 * The bytes of a stream that gives exactly `bytes` of them, in one buffer. The collectors Node ships keep a copy outside
 * the heap until its owner is collected, which adds up over thousands of files. Throws when there are fewer or more.
 */
export async function readWhole(stream: Readable, bytes: number): Promise<Buffer> {
  let whole: Buffer | null = null;
  let length = 0;
  // a stream of bytes gives buffers
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const isAll = length === 0 && chunk.length === bytes;
    whole = isAll ? chunk : (whole ?? Buffer.allocUnsafeSlow(bytes));
    if (!isAll) chunk.copy(whole, length);
    length += chunk.length;
  }
  if (length !== bytes) throw new Error(`the file has ${length} bytes, not ${bytes}`);
  return whole ?? Buffer.alloc(0);
}
