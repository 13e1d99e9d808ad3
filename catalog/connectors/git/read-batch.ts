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
  /** The stream ended inside an object, or went on with what is none; nothing comes after it. */
  | { readonly type: 'cut' };

const objectBytesMax = 64 * 1024 * 1024;
/** The longest head of an object, with room to spare. */
const headBytesMax = 200;

/** Reads the stream object by object and re-computes each object's id from its bytes. Holds one object at a time. */
export async function* readBatch(stream: AsyncIterable<Buffer>): AsyncGenerator<BatchObject> {
  let parts: Buffer[] = [];
  let size = 0;
  let wanted = 0;
  for await (const chunk of stream) {
    parts.push(chunk);
    size += chunk.length;
    // Put together once an object is whole, not with every chunk: that would grow with the square of its size.
    if (size < wanted) continue;
    let pending = parts.length === 1 ? chunk : Buffer.concat(parts);
    for (;;) {
      const next = takeObject(pending);
      if (typeof next === 'number') {
        wanted = next;
        break;
      }
      pending = next.rest;
      yield next.object;
      // What follows a broken object cannot be told apart any more.
      if (next.object.type === 'cut') return;
    }
    parts = [pending];
    size = pending.length;
  }
  if (size > 0) yield { type: 'cut' };
}

/** The first object, or how many bytes it takes to go on. */
function takeObject(bytes: Buffer): { object: BatchObject; rest: Buffer } | number {
  const newline = bytes.subarray(0, headBytesMax).indexOf(0x0a);
  if (newline === -1 && bytes.length >= headBytesMax)
    return { object: { type: 'cut' }, rest: Buffer.alloc(0) };
  if (newline === -1) return bytes.length + 1;
  const [id = '', kind = '', size = ''] = bytes.toString('latin1', 0, newline).split(' ');
  if (kind === 'missing') return { object: { type: 'missing', id }, rest: bytes.subarray(newline + 1) };
  const length = Number(size);
  if (!/^[0-9a-f]{40,64}$/.test(id) || !Number.isSafeInteger(length) || length > objectBytesMax) {
    return { object: { type: 'cut' }, rest: Buffer.alloc(0) };
  }
  const end = newline + 1 + length;
  if (bytes.length < end + 1) return end + 1;
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
