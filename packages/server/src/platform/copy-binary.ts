import { once } from 'node:events';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

/** One column's value in PostgreSQL's binary format, or null. */
export type BinaryValue = Buffer | null;

const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const trailer = Buffer.of(0xff, 0xff);
const chunkBytesMax = 262_144;

/**
 * COPY … FROM STDIN (FORMAT binary), PostgreSQL's fastest way in, into the table's bulk partition (`daybook_bulk`), since
 * COPY does not work under row level security. Values come already encoded, in the order of `columns`.
 * Table and column names are the caller's own words, never input. Back-pressure keeps memory flat.
 */
export async function copyRows(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly BinaryValue[]>,
): Promise<void> {
  const stream = client.query(from(`copy ${table}_bulk (${columns.join(', ')}) from stdin (format binary)`));
  const finished = new Promise<void>((resolve, reject) => {
    stream.on('finish', resolve);
    stream.on('error', reject);
  });
  let parts: Buffer[] = [header];
  let bytes = header.length;
  for (const row of rows) {
    const encoded = encodeRow(row);
    parts.push(encoded);
    bytes += encoded.length;
    if (bytes < chunkBytesMax) continue;
    if (!stream.write(Buffer.concat(parts))) await Promise.race([once(stream, 'drain'), finished]);
    parts = [];
    bytes = 0;
  }
  parts.push(trailer);
  stream.end(Buffer.concat(parts));
  await finished;
}

function encodeRow(row: readonly BinaryValue[]): Buffer {
  const size = row.reduce((sum, value) => sum + 4 + (value?.length ?? 0), 2);
  const encoded = Buffer.allocUnsafe(size);
  let offset = encoded.writeInt16BE(row.length, 0);
  for (const value of row) {
    offset = encoded.writeInt32BE(value === null ? -1 : value.length, offset);
    if (value !== null) offset += value.copy(encoded, offset);
  }
  return encoded;
}

export function binaryBigint(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(8);
  buffer.writeBigInt64BE(BigInt(value));
  return buffer;
}

export function binaryText(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

export function binaryUuid(value: string): Buffer {
  return Buffer.from(value.replaceAll('-', ''), 'hex');
}

/** jsonb: version byte 1, then the text. */
export function binaryJson(value: unknown): Buffer {
  return Buffer.concat([Buffer.of(1), Buffer.from(JSON.stringify(value), 'utf8')]);
}

const postgresEpochMs = Date.UTC(2000, 0, 1);

/** timestamptz: microseconds since 2000-01-01 UTC. */
export function binaryInstant(value: string): Buffer {
  return binaryBigint((Date.parse(value) - postgresEpochMs) * 1000);
}
