import { type Emission, identity } from '@daybook/kit';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { listPopulations } from '../facts/index.ts';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../testing/open-test-services.ts';

/** Of two batches the first one is staged before the source says more. */
const said = 4_001;

describe('a pull whose staging', () => {
  test('was lost while it read fails, and takes nothing for gone', async () => {
    await using context = await openTestServices();
    const all = listOf(many(said));
    await pull(context, all);

    const ended = await pull(
      context,
      withPause(all, () => asOwner(context, 'truncate pull_item_bulk, pull_identity')),
    );

    expect(ended).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    expect(await itemsOf(context)).toEqual([[said, false]]);
  });

  test('was tried twice counts each record once', async () => {
    await using context = await openTestServices();
    await asOwner(context, deadlockOnce);

    const ended = await pull(context, listOf(many(10)));

    expect(ended).toMatchObject({
      state: 'completed',
      populations: [{ items: 10, added: 10, complete: true }],
    });
  });
});

describe('a source', () => {
  test('that opens the same list twice is refused', async () => {
    await using context = await openTestServices();
    const [opening, ...rest] = listOf(many(2));

    const ended = await pull(
      context,
      opening === undefined ? [] : [opening, ...rest.slice(0, 1), opening, ...rest.slice(1)],
    );

    expect(ended).toMatchObject({ state: 'failed' });
    expect(await itemsOf(context)).toEqual([]);
  });

  test('with one name that cannot be written down loses that record, not the others', async () => {
    await using context = await openTestServices();
    const odd = account('odd@company.example', {
      holder: identity({ email: 'odd@company.example', name: 'Odd\0\ud800' }),
    });

    const ended = await pull(context, listOf([...many(120), odd]));

    expect(ended).toMatchObject({
      state: 'completed',
      populations: [{ items: 120, rejected: 1, complete: false }],
    });
  });
});

function many(count: number) {
  return Array.from({ length: count }, (_, i) => account(`p${i}@company.example`));
}

function withPause(emissions: readonly Emission[], pause: () => Promise<void>): readonly Emission[] {
  const spoken = async function* () {
    yield* emissions.slice(0, said);
    await pause();
    yield* emissions.slice(said);
  };
  return spoken() as unknown as readonly Emission[]; // a connector may take its time, unlike a list
}

/** The first change of the pull's row, which is made in the transaction that stages a batch, ends as a deadlock does. */
const deadlockOnce = `
  create sequence tries;
  grant usage on sequence tries to public;
  create function deadlock_once() returns trigger language plpgsql as $$
  begin
    if nextval('tries') = 1 then raise exception 'deadlock' using errcode = '40P01'; end if;
    return new;
  end $$;
  create trigger deadlock_once before update on pull for each row execute function deadlock_once();`;

function itemsOf({ services, workspaceId }: TestServices) {
  return services.database.withWorkspace(workspaceId, async (tx) =>
    (await listPopulations(tx, services)).map(({ items, isComplete }) => [items, isComplete]),
  );
}

async function asOwner(context: TestServices, statement: string): Promise<void> {
  const client = new pg.Client(context.owner);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
