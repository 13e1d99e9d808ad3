import { base64Of, canonicalize, commit } from '@daybook/ledger';
import { hmacSha256 } from '@daybook/ledger/node';
import { readEntriesAt, readPayloads } from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import type { ProjectionRow } from './projection-row.ts';
import { readStoredRows, type StoredRow } from './stored-rows.store.ts';

const pageSize = 2_000;

/** The projection as it is kept, in order of positions, a page at a time. Each value is committed to anew under its own salt. */
export async function* storedProjection(
  tx: Tx,
  boundary: number,
  services: Services,
): AsyncGenerator<readonly ProjectionRow[]> {
  for (let after = -1; ; ) {
    const rows = await readStoredRows(tx, { boundary, after, limit: pageSize });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield await withCommitments(tx, rows, services);
    after = last.position;
  }
}

async function withCommitments(
  tx: Tx,
  rows: readonly StoredRow[],
  services: Services,
): Promise<readonly ProjectionRow[]> {
  const positions = rows.map((row) => row.position);
  const entries = await readEntriesAt(tx, positions);
  const stated = new Map(entries.map(({ position, entry }) => [position, entry.payload?.commit ?? '']));
  const ids = entries.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = await readPayloads(tx, ids, services);
  const salts = new Map(payloads.map(({ position, salt }) => [position, salt]));
  return rows.map(({ value, isErased, ...row }) => {
    const salt = salts.get(row.position);
    if (salt !== undefined) return { ...row, commitment: commitmentOf(row, value, salt) };
    // A value whose salt is gone can be proven by nothing: it may only be a tombstone.
    return { ...row, commitment: isErased ? (stated.get(row.position) ?? '') : 'unproven' };
  });
}

/** The payload as intake writes it. A value that no canonical JSON could hold was not written by us. */
function commitmentOf(
  row: Pick<StoredRow, 'kind' | 'scope' | 'key'>,
  value: unknown,
  salt: Uint8Array,
): string {
  const { kind, scope, key } = row;
  try {
    return base64Of(commit(hmacSha256, salt, Buffer.from(canonicalize({ kind, scope, key, value }), 'utf8')));
  } catch {
    return 'unproven';
  }
}
