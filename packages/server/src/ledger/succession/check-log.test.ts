import { rootOfLeaves } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { readNewest, signAndRemember, writeNotes } from '../testing/write-notes.ts';
import { checkLogs } from './check-logs.ts';

async function countTiles({ owner }: TestServices): Promise<readonly number[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ level: number; tiles: string }>(
      'select level, count(*) as tiles from ledger_tile group by level order by level',
    );
    return rows.map(({ tiles }) => Number(tiles));
  } finally {
    await client.end();
  }
}

test('a log without any tile is checked against its leaf hashes, and has its tiles from then on', async () => {
  await using context = await openTestServices();
  const size = 256 * 3 + 7;
  await writeNotes(context, size - 1);
  await signAndRemember(context);

  const forked = await checkLogs(context.services);

  const { head } = await readNewest(context);
  expect([forked, head.size, await countTiles(context)]).toEqual([[], size, [3]]);
  expect(await rootOfStoredLeaves(context)).toBe(head.root.toString('hex'));
});

async function rootOfStoredLeaves({ owner }: TestServices): Promise<string> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ hash: Buffer }>(
      'select leaf_hash as hash from ledger_entry order by idx',
    );
    return Buffer.from(
      rootOfLeaves(
        sha256,
        rows.map(({ hash }) => hash),
      ),
    ).toString('hex');
  } finally {
    await client.end();
  }
}
