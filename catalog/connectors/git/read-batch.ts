import { createHash } from 'node:crypto';

/** One object of a `git cat-file --batch` stream, or the news that it is not there. */
export type BatchObject =
  | {
      readonly type: 'object';
      readonly id: string;
      readonly kind: string;
      readonly bytes: Buffer;
      readonly isGenuine: boolean;
    }
  | { readonly type: 'missing'; readonly id: string }
  /** The stream ended inside an object. */
  | { readonly type: 'cut' };

const objectBytesMax = 64 * 1024 * 1024;

/** Reads the stream object by object and re-computes each object's id from its bytes. Holds one object at a time. */
export async function* readBatch(stream: AsyncIterable<Buffer>): AsyncGenerator<BatchObject> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const next = takeObject(pending);
      if (next === null) break;
      pending = next.rest;
      yield next.object;
    }
  }
  if (pending.length > 0) yield { type: 'cut' };
}

function takeObject(bytes: Buffer): { object: BatchObject; rest: Buffer } | null {
  const newline = bytes.indexOf(0x0a);
  if (newline === -1) return null;
  const [id = '', kind = '', size = ''] = bytes.toString('latin1', 0, newline).split(' ');
  if (kind === 'missing') return { object: { type: 'missing', id }, rest: bytes.subarray(newline + 1) };
  const length = Number(size);
  if (!/^[0-9a-f]{40,64}$/.test(id) || !Number.isSafeInteger(length) || length > objectBytesMax) {
    return { object: { type: 'cut' }, rest: Buffer.alloc(0) };
  }
  const end = newline + 1 + length;
  if (bytes.length < end + 1) return null;
  const content = Buffer.from(bytes.subarray(newline + 1, end));
  return {
    object: { type: 'object', id, kind, bytes: content, isGenuine: idOf(kind, content, id.length) === id },
    rest: bytes.subarray(end + 1),
  };
}

/** Git's object id: SHA-1, or SHA-256 in repositories of that format, over `<kind> <size>\0` and the content. */
function idOf(kind: string, content: Buffer, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`${kind} ${content.length}\0`)
    .update(content)
    .digest('hex');
}
