import { crc32 } from 'node:zlib';

/**
 * One record of a key file, 84 bytes: kind (1), key id (16), wrapped key (61), two zero bytes, CRC-32 of all before it (4,
 * little-endian). The first record of each file is its header.
 */
export const recordBytes = 84;
export const wrappedBytes = 61;

const kinds = { header: 0x68, key: 1, destroyed: 2 } as const;
const idAt = 1;
const wrappedAt = 17;
const checkAt = 80;
const headerText = 'daybook.keys@1\n';

export function encodeHeader(segment: number): Buffer {
  const record = Buffer.alloc(recordBytes);
  record[0] = kinds.header;
  record.write(headerText, idAt, 'latin1');
  record.writeUInt32LE(segment, wrappedAt);
  return sealed(record);
}

export function isHeader(record: Buffer, segment: number): boolean {
  return record.equals(encodeHeader(segment));
}

export function encodeKey(id: string, wrapped: Uint8Array): Buffer {
  if (wrapped.length !== wrappedBytes) throw new Error('a wrapped key has another length');
  const record = Buffer.alloc(recordBytes);
  record[0] = kinds.key;
  idBytes(id).copy(record, idAt);
  record.set(wrapped, wrappedAt);
  return sealed(record);
}

/** What is left of a destroyed key: its id, so that it is never made again. */
export function encodeDestroyed(id: string): Buffer {
  const record = Buffer.alloc(recordBytes);
  record[0] = kinds.destroyed;
  idBytes(id).copy(record, idAt);
  return sealed(record);
}

export type RecordKind = 'key' | 'destroyed' | 'damaged';

/** Looks at one record inside a larger buffer without copying it. */
export function recordKindAt(bytes: Buffer, offset: number): RecordKind {
  const check = crc32(bytes.subarray(offset, offset + checkAt));
  if (check !== bytes.readUInt32LE(offset + checkAt)) return 'damaged';
  const kind = bytes[offset];
  if (kind === kinds.key) return 'key';
  return kind === kinds.destroyed ? 'destroyed' : 'damaged';
}

/** The last half of an id as two words, by which the index finds it: the random part of every kind of UUID. */
export function idWordsAt(bytes: Buffer, offset: number): readonly [number, number] {
  return [bytes.readUInt32LE(offset + idAt + 8), bytes.readUInt32LE(offset + idAt + 12)];
}

export function idWords(id: string): readonly [number, number] {
  const bytes = idBytes(id);
  return [bytes.readUInt32LE(8), bytes.readUInt32LE(12)];
}

export function hasId(record: Buffer, id: string): boolean {
  return record.subarray(idAt, wrappedAt).equals(idBytes(id));
}

export function idOf(record: Buffer): string {
  const hex = record.toString('hex', idAt, wrappedAt);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function wrappedOf(record: Buffer): Buffer {
  return record.subarray(wrappedAt, wrappedAt + wrappedBytes);
}

function idBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new Error('a key id is a UUID');
  return bytes;
}

function sealed(record: Buffer): Buffer {
  record.writeUInt32LE(crc32(record.subarray(0, checkAt)), checkAt);
  return record;
}
