import { readPayloads, searchEntries } from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';

/** A `projection.digest@1` of the ledger. */
export type ProjectionDigest = {
  readonly size: number;
  readonly digest: string;
  readonly facts: number;
  readonly recordedAt: string;
  readonly position: number;
};

export const digestType = 'projection.digest@1';
const pageSize = 200;

/** Digests the ledger holds, newest first; `before` is a position. `next` is null on the last page. */
export async function listProjectionDigests(
  tx: Tx,
  { before, limit }: { readonly before: number | null; readonly limit: number },
  services: Services,
): Promise<{ readonly items: readonly ProjectionDigest[]; readonly next: number | null }> {
  const { found, next } = await searchEntries(tx, { before, type: digestType, limit });
  const ids = found.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = await readPayloads(tx, ids, services);
  const bodies = new Map(payloads.map(({ position, body }) => [position, body.toString('utf8')]));
  const items = found.flatMap(({ position, entry }): ProjectionDigest[] => {
    const body = bodies.get(position);
    if (body === undefined) return [];
    // Written by `recordDigest`.
    const { size, digest, facts } = JSON.parse(body) as Pick<ProjectionDigest, 'size' | 'digest' | 'facts'>;
    return [{ size, digest, facts, recordedAt: entry.recordedAt, position }];
  });
  return { items, next };
}

/** What the ledger says of the projection at exactly this size; null where it says nothing. One digest a day is looked at. */
export async function findProjectionDigest(tx: Tx, size: number, services: Services): Promise<string | null> {
  for (let before: number | null = null; ; ) {
    const page = await listProjectionDigests(tx, { before, limit: pageSize }, services);
    const found = page.items.find((item) => item.size === size);
    if (found !== undefined) return found.digest;
    const isPast = page.items.some((item) => item.size < size);
    if (isPast || page.next === null) return null;
    before = page.next;
  }
}
