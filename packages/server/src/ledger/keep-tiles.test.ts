import { hexOf, rootOfLeaves } from '@daybook/ledger';
import { leafHashOfText, sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import { expect, test } from 'vitest';
import { systemActor } from '../platform/index.ts';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import { append, keepTiles, newestLog, proveInclusion, readEntryRange } from './index.ts';

const now = '2026-03-01T12:00:00.000Z';
const line = { type: 'note.made@1', actor: systemActor, occurredAt: now, observedAt: now, refs: [] };

async function grow({ services, workspaceId }: TestServices, entries: number): Promise<void> {
  await services.database.withWorkspace(workspaceId, (tx) => append(tx, Array(entries).fill(line), services));
}

async function keptTiles(context: TestServices): Promise<readonly unknown[]> {
  const client = new pg.Client(context.owner);
  await client.connect();
  const { rows } = await client.query(
    `select level, n::integer, length(data) as bytes, encode(root, 'hex') as root from ledger_tile order by level, n`,
  );
  await client.end();
  return rows;
}

test('keeps every tile that became full, once, with the root of its leaves', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  const kept = new Map<string, number>();
  await grow(context, 255 + 256);

  await keepTiles([workspaceId], kept, services);
  await grow(context, 300);
  await keepTiles([workspaceId], kept, services);
  await keepTiles([workspaceId], new Map(), services);

  const leaves = await services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    const rows = await readEntryRange(tx, log?.id ?? '', 0, 1_000);
    return rows.map((row) => leafHashOfText(row.text));
  });
  const rootOf = (n: number) => {
    const root = rootOfLeaves(sha256, leaves.slice(n * 256, n * 256 + 256));
    return Buffer.from(root).toString('hex');
  };
  expect(await keptTiles(context)).toEqual([
    { level: 0, n: 0, bytes: 8192, root: rootOf(0) },
    { level: 0, n: 1, bytes: 8192, root: rootOf(1) },
    { level: 0, n: 2, bytes: 8192, root: rootOf(2) },
  ]);
});

test('proofs fill in the tiles nobody has kept yet, and take those an earlier release kept without a root', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await grow(context, 1_100);
  const prove = (position: number) =>
    services.database.withWorkspace(workspaceId, (tx) => proveInclusion(tx, position, services));

  const first = await prove(700);
  const client = new pg.Client(context.owner);
  await client.connect();
  await client.query('update ledger_tile set root = null where n < 2');
  await client.end();
  const again = await prove(700);

  expect(again.hashes.map(hexOf)).toEqual(first.hashes.map(hexOf));
  expect(first.hashes).toHaveLength(11);
});

test('one level above leaves is kept once it is full', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await grow(context, 1);
  await fillTo(context, 65_536);

  await keepTiles([workspaceId], new Map(), services);

  const kept = await keptTiles(context);
  expect(kept).toHaveLength(257);
  expect(kept.at(-1)).toMatchObject({ level: 1, n: 0, bytes: 8192 });
});

/** Leaf hashes alone, which is all that tiles are made of. */
async function fillTo({ owner, workspaceId }: TestServices, size: number): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(`set daybook.workspace = '${workspaceId}'`);
  await client.query(
    `insert into ledger_entry_bulk (log_id, idx, workspace_id, leaf_hash, type, entry)
     select log_id, idx, workspace_id, sha256(int8send(idx)), 'note.made@1', '' from ledger_state, generate_series(size, ${size} - 1) as made (idx)`,
  );
  await client.query(`update ledger_state set size = ${size}`);
  await client.end();
}
