import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { account, listOf } from '../../testing/account-script.ts';
import { openTestServices, pull, pullFrom, type TestServices } from '../../testing/open-test-services.ts';
import { listProjectionDigests } from './projection-digests.ts';
import { recordDigest } from './record-digest.ts';
import { replayProjection } from './replay-projection.ts';

const people = ['ada', 'bob', 'cid'].map((name) => account(`${name}@company.example`));
const [ada, bob] = [people[0] ?? account(''), people[1] ?? account('')];

describe('a replay of the ledger', () => {
  test('gives the facts that are kept, at every size there was', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([ada, bob]));
    context.clock.set('2026-03-02T12:00:00.000Z');
    await pull(context, listOf([{ ...ada, roles: ['admin'] }]));
    context.clock.set('2026-03-03T12:00:00.000Z');
    await pull(context, new Error('the source is gone'));
    const { size } = await replay(context, null);

    const replays = [];
    for (let at = 0; at <= size; at += 1) replays.push(await replay(context, at));

    expect(replays.filter(({ equal }) => equal !== true)).toEqual([]);
    expect(replays.at(-1)).toMatchObject({ facts: 1, differing: 0 });
    expect(new Set(replays.map(({ digest }) => digest)).size).toBe(replays.length);
  });

  test.each([
    ['a value', `update fact set value = jsonb_set(value, '{hasMfa}', 'false')`, 'its value'],
    ['an end', 'update fact set superseded_position = position + 1, is_gone = true', 'which entry ended it'],
    ['a key', `update fact set key = 'desk/other'`, 'its key, its value'],
    ['a time', `update fact set observed_at = observed_at - interval '1 day'`, 'when it was observed'],
    ['a removal', 'delete from fact', 'the ledger tells it, but it is not kept'],
    [
      'an addition',
      'insert into fact select workspace_id, kind, scope, key, connection_id, position - 1, null, false, value, occurred_at, observed_at from fact',
      'it is kept, but the ledger does not tell it',
    ],
    [
      'completeness',
      'update population_version set is_complete = not is_complete',
      'the whole list is kept otherwise',
    ],
  ])('names a fact that was tampered with by %s', async (_what, statement, words) => {
    await using context = await openTestServices();
    await pull(context, listOf([ada]));
    await asOwner(context, statement);

    const found = await replay(context, null);

    expect(found.equal).toBe(false);
    expect(found.stored).not.toBe(found.digest);
    expect(found.differences.map(({ what }) => what).join('; ')).toContain(words);
    expect(found.differences[0]).toMatchObject({ kind: 'account', scope: 'desk' });
  });

  test('ends when it is cancelled', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([ada]));

    const cancelled = replay(context, null, AbortSignal.abort());

    await expect(cancelled).rejects.toThrow('aborted');
  });

  test('agrees over any history of readings', { timeout: 120_000 }, async () => {
    const step = fc.record({
      source: fc.constantFrom('one', 'two'),
      held: fc.subarray(people),
      roles: fc.constantFrom('agent', 'admin'),
      hasMfa: fc.constantFrom<boolean | 'unknown'>(true, false, 'unknown'),
      ending: fc.constantFrom('whole', 'cut off', 'failed', 'rejected'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat(), async (steps, place) => {
        await using context = await openTestServices();
        for (const [day, { source, held, roles, hasMfa, ending }] of steps.entries()) {
          context.clock.set(`2026-03-0${day + 1}T12:00:00.000Z`);
          const records = held.map((holder) => ({ ...holder, roles: [roles], hasMfa }));
          const options = { isComplete: ending !== 'cut off', rejected: ending === 'rejected' ? 1 : 0 };
          context.script = ending === 'failed' ? new Error('gone') : listOf(records, options);
          await pullFrom(context, 'scripted', { name: source });
        }
        const whole = await replay(context, null);
        const part = await replay(context, place % (whole.size + 1));
        expect([whole.differences, part.differences]).toEqual([[], []]);
        expect([whole.equal, part.equal]).toEqual([true, true]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('the digest of a day', () => {
  test('is written once, and again only when something else than it happened', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([ada]));

    await Promise.all([digest(context), digest(context)]);
    await digest(context);
    context.clock.set('2026-03-02T00:00:00.000Z');
    await digest(context);
    const quiet = await digests(context);
    await pull(context, listOf([ada, bob]));
    await digest(context);

    expect(quiet).toMatchObject([{ facts: 1, recordedAt: '2026-03-01T12:00:00.000Z' }]);
    expect(await digests(context)).toMatchObject([{ facts: 2 }, { facts: 1 }]);
  });

  test('is what a replay to its size gives, and convicts a fact changed before it was taken', async () => {
    await using context = await openTestServices();
    await pull(context, listOf([ada]));
    await digest(context);
    const [honest] = await digests(context);
    await asOwner(context, `update fact set value = jsonb_set(value, '{hasMfa}', 'false')`);
    context.clock.set('2026-03-02T00:00:00.000Z');
    await pull(context, new Error('gone'));
    await digest(context);
    const [forged] = await digests(context);

    const first = await replay(context, honest?.size ?? 0);
    const second = await replay(context, forged?.size ?? 0);

    expect(first.digest).toBe(first.expected);
    expect(second).toMatchObject({ equal: false, expected: forged?.digest });
    expect(second.digest).not.toBe(second.expected);
  });
});

function replay(
  { services, workspaceId }: TestServices,
  size: number | null,
  signal = new AbortController().signal,
) {
  const control = { signal, onProgress: () => undefined };
  return services.database.withWorkspace(workspaceId, (tx) =>
    replayProjection(tx, { size }, services, control),
  );
}

function digest({ services, workspaceId }: TestServices) {
  return recordDigest(workspaceId, services);
}

async function digests({ services, workspaceId }: TestServices) {
  const page = await services.database.withWorkspace(workspaceId, (tx) =>
    listProjectionDigests(tx, { before: null, limit: 10 }, services),
  );
  return page.items;
}

async function asOwner({ owner }: TestServices, statement: string): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
