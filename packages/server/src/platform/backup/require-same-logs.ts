import { Buffer } from 'node:buffer';
import { appendLeaves, emptyRange, leafHash, rangeRoot } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import type pg from 'pg';
import { refuse } from '../errors.ts';
import type { LogHead } from './backup-header.ts';
import { listLogHeads, readEntries } from './copied-tables.store.ts';

/** Hashes every log again from its entries; throws `backup-damaged` unless size and root are those of the backup. */
export async function requireSameLogs(
  client: pg.Client,
  wanted: readonly LogHead[],
  progress: (done: number, total: number) => void,
): Promise<readonly LogHead[]> {
  const total = wanted.reduce((sum, head) => sum + head.size, 0);
  const stored = await listLogHeads(client);
  let done = 0;
  for (const head of wanted) {
    const recomputed = await recompute(client, head.id, (entries) => {
      done += entries;
      progress(done, total);
    });
    for (const found of [recomputed, stored.find((one) => one.id === head.id)]) {
      if (found?.size !== head.size || found.root !== head.root) {
        refuse('backup-damaged', `log \`${head.id}\` has not the size and root the backup names`);
      }
    }
  }
  if (stored.length !== wanted.length) refuse('backup-damaged', 'the backup names other logs than it holds');
  return wanted;
}

async function recompute(
  client: pg.Client,
  id: string,
  onEntries: (count: number) => void,
): Promise<LogHead> {
  let range = emptyRange;
  for await (const batch of readEntries(client, id)) {
    const leaves = batch.map((row) => leafHash(sha256, Buffer.from(row.entry, 'utf8')));
    const isKept = batch.every((row, at) => row.leafHash.equals(leaves[at] ?? Buffer.alloc(0)));
    if (!isKept) refuse('backup-damaged', `an entry of log \`${id}\` does not hash to its leaf`);
    range = appendLeaves(sha256, range, leaves);
    onEntries(batch.length);
  }
  return { id, size: range.size, root: Buffer.from(rangeRoot(sha256, range)).toString('hex') };
}
