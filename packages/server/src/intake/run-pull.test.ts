import { SourceError } from '@daybook/kit';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { findOrCreateConnection } from '../connections/index.ts';
import { reportForeignHead } from '../ledger/index.ts';
import { Refusal, systemActor } from '../platform/index.ts';
import { account, listOf, many } from '../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../testing/open-test-services.ts';
import { itemCount, populations, typesOf } from '../testing/written-by-pulls.ts';
import { claimPull, recoverPulls } from './index.ts';
import { insertPull } from './pulls.store.ts';

const two = [account('ada@company.example'), account('bo@company.example')];

describe('a pull', () => {
  test('writes each new record once and becomes visible with its closing line', async () => {
    await using context = await openTestServices();

    const ended = await pull(context, listOf(two));

    expect(ended).toMatchObject({
      state: 'completed',
      populations: [{ items: 2, added: 2, complete: true }],
    });
    expect(await typesOf(context)).toMatchObject({ 'record.observed@1': 2, 'pull.completed@1': 1 });
    expect(await itemCount(context)).toBe(2);
  });

  test('adds its closing line and nothing to the facts when nothing changed', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(two));
    const before = await typesOf(context);
    const facts = await factRows(context);

    const again = await pull(context, listOf(two));

    expect(again.populations[0]).toMatchObject({ items: 2, added: 0, changed: 0, closed: 0, complete: true });
    expect(await typesOf(context)).toEqual({ ...before, 'pull.completed@1': 2 });
    expect(await factRows(context)).toEqual(facts);
  });

  test('keeps the snapshot digest of an unchanged list, and changes it with the list', async () => {
    await using context = await openTestServices();
    const first = await pull(context, listOf(two));
    const same = await pull(context, listOf(two.toReversed()));
    const less = await pull(context, listOf(two.slice(1)));

    expect(same.populations[0]?.snapshotDigest).toBe(first.populations[0]?.snapshotDigest);
    expect(less.populations[0]?.snapshotDigest).not.toBe(first.populations[0]?.snapshotDigest);
  });

  test('states absence only from a complete list', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(two));

    const partial = await pull(
      context,
      listOf(two.slice(1), { isComplete: false, reasons: ['page 2 answered 403'] }),
    );
    const afterPartial = await itemCount(context);
    const whole = await pull(context, listOf(two.slice(1)));

    expect(partial).toMatchObject({ state: 'failed', error: { message: 'page 2 answered 403' } });
    expect(afterPartial).toBe(2);
    expect(whole.populations[0]).toMatchObject({ closed: 1, complete: true });
    expect(await itemCount(context)).toBe(1);
    expect(await typesOf(context)).toMatchObject({ 'record.gone@1': 1, 'pull.failed@1': 1 });
  });

  test('takes over a list with at most one rejected record in a hundred, but never as complete', async () => {
    await using context = await openTestServices();
    const many = Array.from({ length: 99 }, (_, i) => account(`p${i}@company.example`));

    const ended = await pull(context, listOf(many, { rejected: 1 }));

    expect(ended.populations[0]).toMatchObject({ items: 99, rejected: 1, visible: true, complete: false });
    expect(ended.populations[0]?.reasons.join(' ')).toContain('row 1: it has no holder');
    expect(await itemCount(context)).toBe(99);
  });

  test('refuses a list with more rejected records: one closing line, no facts', async () => {
    await using context = await openTestServices();
    const many = Array.from({ length: 70 }, (_, i) => account(`p${i}@company.example`));

    const ended = await pull(context, listOf(many, { rejected: 30 }));

    expect(ended.state).toBe('failed');
    expect(ended.error?.message).toContain('30 of 100 records could not be read');
    expect(await itemCount(context)).toBe(0);
    const types = await typesOf(context);
    expect([types['pull.failed@1'], types['record.observed@1'], types['identity.recorded@1']]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });

  test('takes over a list with a known hole, but never as complete', async () => {
    await using context = await openTestServices();

    const ended = await pull(context, listOf(two, { gaps: ['agents of the second brand cannot be listed'] }));

    expect(ended.populations[0]).toMatchObject({ items: 2, visible: true, complete: false });
    expect(ended.populations[0]?.reasons).toEqual(['agents of the second brand cannot be listed']);
  });

  test('is not complete when the source states another count than came', async () => {
    await using context = await openTestServices();

    const ended = await pull(context, listOf(two, { sourceCount: 3 }));

    expect(ended.populations[0]).toMatchObject({ complete: false, visible: true });
    expect(ended.populations[0]?.reasons).toContain('the source states 3 items, 2 came');
  });

  test('counts a repeated record once and rejects one that contradicts itself', async () => {
    await using context = await openTestServices();
    const [ada] = two;
    const other = account('ada@company.example', { hasMfa: false });

    const ended = await pull(context, listOf([ada, ada, other, ...many(300)]));

    expect(ended.populations[0]).toMatchObject({ items: 301, duplicates: 1, rejected: 1, complete: false });
  });

  test('leaves what was known and says why when the source refuses', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(two));
    const refusal = new SourceError('source-refused', 'the desk answered 401', 'give it a new token');

    const ended = await pull(context, refusal);

    expect(ended).toMatchObject({
      state: 'failed',
      error: { code: 'source-refused', hint: 'give it a new token' },
    });
    expect(await itemCount(context)).toBe(2);
    const [population] = await populations(context);
    expect(population).toMatchObject({ isComplete: false, reasons: ['the desk answered 401'] });
  });

  test('stops being complete when it is not read again in time', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(two));
    context.clock.set('2026-03-02T11:59:59.000Z');
    const inTime = await populations(context);
    context.clock.set('2026-03-02T12:00:01.000Z');

    const late = await populations(context);

    expect(inTime[0]?.isComplete).toBe(true);
    expect(late[0]).toMatchObject({ isComplete: false, lastCompleteAt: '2026-03-01T12:00:00.000Z' });
  });

  test('finds the same person again by mail, whatever the spelling, and under another name', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([account('Ada@Company.Example')]));
    const [before] = await factRows(context);

    const ended = await pull(context, listOf([account('ada@company.example')]));

    const after = await factRows(context);
    expect(ended.populations[0]).toMatchObject({ added: 0, closed: 0 });
    expect(after[0]?.key).toBe(before?.key);
  });

  test('keeps names and addresses out of every table in readable form', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([account('very.particular@company.example')]));

    const found = await tablesContaining(context, 'particular');

    expect(found).toEqual([]);
  });

  test('that lost its process is ended as abandoned, and the next one brings everything', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    await services.database.withWorkspace(workspaceId, async (tx) => {
      const input = { connector: 'scripted', name: null, settings: { name: 'one' }, actor: systemActor };
      const { id } = await findOrCreateConnection(tx, input, services);
      await insertPull(tx, { id: 'pul_dead', connection: id, now: services.clock.now() });
    });

    await recoverPulls(services, true);
    const ended = await pull(context, listOf(two));

    expect(await typesOf(context)).toMatchObject({ 'pull.abandoned@1': 1, 'pull.completed@1': 1 });
    expect(ended.populations[0]).toMatchObject({ items: 2, complete: true });
  });

  test('refuses a second one while it runs', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    const claim = () =>
      services.database.withWorkspace(workspaceId, async (tx) => {
        const input = { connector: 'scripted', name: null, settings: { name: 'one' }, actor: systemActor };
        const { id } = await findOrCreateConnection(tx, input, services);
        return claimPull(tx, { workspaceId, connection: id, actor: systemActor }, services);
      });
    await claim();

    await expect(claim()).rejects.toMatchObject({ code: 'pull-running' });
  });
});

describe('facts', () => {
  test('are the same when the ledger is followed again from its beginning', async () => {
    await using context = await openTestServices();
    await pull(context, listOf(two));
    await pull(
      context,
      listOf([account('bo@company.example', { hasMfa: false }), account('cy@company.example')]),
    );
    const first = await factRows(context);
    await asOwner(context, 'delete from fact; delete from population; delete from fact_cursor');

    await context.services.followers.run(context.workspaceId);

    expect(await factRows(context)).toEqual(first);
    expect(first).toHaveLength(4);
  });
});

test('a pull that this server refuses says the code, the sentence and the way out of that refusal', async () => {
  await using context = await openTestServices();
  await pull(context, listOf(two));
  const { services, workspaceId } = context;
  const head = { workspaceId, by: 'Auditor', size: 1_000, root: Buffer.alloc(32, 5) };
  await reportForeignHead(head, services);

  const ended = await pull(context, listOf([...two, account('cy@company.example')]));

  const { code, message, hint } = new Refusal('log-forked');
  expect(ended).toMatchObject({ state: 'failed', error: { code, message, hint } });
});

async function factRows(context: TestServices): Promise<readonly { key: string }[]> {
  const rows = await asOwner(context, 'select * from fact order by position');
  return rows as { key: string }[]; // every row of this table has a key
}

async function tablesContaining(context: TestServices, text: string): Promise<readonly string[]> {
  const tables = await asOwner(
    context,
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const found: string[] = [];
  for (const table of tables as { relname: string }[]) {
    // the catalogue's own column
    const rows = await asOwner(context, `select row_to_json(t)::text as row from ${table.relname} t`);
    if (JSON.stringify(rows).includes(text)) found.push(table.relname);
  }
  return found;
}

async function asOwner(context: TestServices, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client(context.owner);
  await client.connect();
  try {
    const result = await client.query(statement);
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}
