import { type Emission, factSchemas, type RecordOf } from '@daybook/kit';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGate } from '../access/index.ts';
import type { PersonRole } from '../access/permissions/role.ts';
import { recordMember } from '../access/record-member.ts';
import { listConnections } from '../connections/index.ts';
import { discoverRoutes, type Route, systemActor } from '../platform/index.ts';
import { openTestServices, pull, type TestServices } from '../testing/open-test-services.ts';
import { readIdentities } from './read-identities.ts';
import { readOwnSource } from './read-own-source.ts';

let routes: readonly Route[];
beforeAll(async () => {
  routes = await discoverRoutes();
});

describe('Daybook as its own source', () => {
  test('is connected by the first turn, and read again when a member changed or an hour passed, never in between', async () => {
    await using context = await open();
    const ada = await join(context, 'ada', 'owner');

    const turns = [await turn(context)];
    const unlinked = await facts(context, 'account-link');
    turns.push(await turn(context));
    const linked = await facts(context, 'account-link');
    turns.push(await turn(context), await turn(context));
    const ben = await join(context, 'ben', 'reader');
    const cem = await join(context, 'cem', 'reader');
    const changed = [await turn(context), await turn(context), await turn(context)];
    context.clock.set('2026-03-01T13:00:00.000Z');
    const later = [await turn(context), await turn(context)];

    // Whose a new account is follows from the reading that tells of it, so a second one tells that; no third.
    expect(turns.map((id) => id !== null)).toEqual([true, true, false, false]);
    expect([unlinked, linked.map(({ key }) => key)]).toEqual([[], [`daybook/${ada}`]]);
    expect(changed.map((id) => id !== null)).toEqual([true, true, false]);
    expect((await facts(context, 'account-link')).map(({ key }) => key)).toEqual(
      [ada, ben, cem].map((one) => `daybook/${one}`).toSorted(),
    );
    expect(later.map((id) => id !== null)).toEqual([true, false]);
    const names = await inTx(context, (tx) => listConnections(tx));
    expect(names.map(({ connector, name }) => [connector, name])).toEqual([['daybook', 'Daybook itself']]);
  });

  test('tells of every member under the pseudonym the ledger knows them by, and of nobody by name', async () => {
    await using context = await open();
    const ada = await join(context, 'ada', 'owner');
    const ben = await join(context, 'ben', 'agent');

    await turn(context);

    const accounts = await facts(context, 'account');
    expect(accounts.map(({ key }) => key).toSorted()).toEqual(
      [`daybook/${ada}`, `daybook/${ben}`].toSorted(),
    );
    for (const { value } of accounts) expect(factSchemas.account.safeParse(value).error).toBeUndefined();
    expect(accounts.find(({ key }) => key.endsWith(ben))?.value).toMatchObject({
      roles: ['agent'],
      hasMfa: false,
      canSignIn: true,
      isEnabled: true,
      lastSeenAt: null,
    });
    const grants = await facts(context, 'grant');
    expect(grants.find(({ key }) => key === `daybook/role:${ada}`)?.value).toMatchObject({
      rights: ['administer', 'connect', 'export'],
      origin: 'setup',
      needsApproval: false,
    });
    expect((await facts(context, 'system-access'))[0]?.value).toEqual({
      system: 'daybook',
      people: 2,
      administrators: [ada],
    });
    const config = await facts(context, 'config');
    expect(config.find(({ value }) => value.about === ben)?.value).toMatchObject({
      area: 'member.added',
      before: null,
      after: [{ name: 'role', value: 'agent' }],
    });
    expect(JSON.stringify([accounts, grants, config])).not.toContain('.example');
  });

  test('tells whole lists, counted by the source, and says so of none that needs to know who has left', async () => {
    await using context = await open();
    await join(context, 'ada', 'owner');

    await turn(context);

    const rows = await inTx(context, (tx) =>
      sql<{ kind: string; complete: boolean; hours: number }>`
        select kind, is_complete as complete, max_gap_hours as hours from population
        where workspace_id = ${tx.workspaceId} order by kind`.execute(tx.db),
    );
    const own = ['account', 'config', 'credential', 'export', 'grant', 'system-access'];
    const derived = ['access-gain', 'access-review', 'device'];
    // No list of people was ever read here, so nobody can say who has left: neither whose access has to go nor which holders.
    const needPeople = ['access-removal', 'brand-account', 'shared-secret'];
    const expected = [...own, ...derived, ...needPeople].toSorted();
    expect(rows.rows).toEqual(
      expected.map((kind) => ({ kind, complete: !needPeople.includes(kind), hours: 3 })),
    );
  });

  test('reads itself while another source is being read', async () => {
    await using context = await open();
    await join(context, 'ada', 'owner');
    await inTx(context, (tx) =>
      sql`insert into pull (workspace_id, pull_id, connection_id, state, phase, progress, started_at, heartbeat_at)
        values (${tx.workspaceId}, 'pul_other', 'con_other', 'running', 'reading', '{}', now(), now())`.execute(
        tx.db,
      ),
    );

    expect(await turn(context)).not.toBeNull();
  });
});

describe('one person', () => {
  test('who is a member keeps their pseudonym when a source names them', async () => {
    await using context = await open();
    const ada = await join(context, 'ada', 'owner');

    await pull(context, list('ada@people.example'));

    expect((await facts(context, 'account')).map(({ key }) => key)).toEqual([`crm/${ada}`]);
  });

  test('no source gives a member another name by naming their mail', async () => {
    await using context = await open();
    const ada = await join(context, 'ada', 'owner');
    const holder = { $identity: { email: 'ADA@people.example', name: 'Somebody Else', login: 'else' } };
    const emissions = list('x@people.example').map((one) =>
      one.type === 'record' ? { ...one, record: { ...account, holder } } : one,
    );

    await pull(context, emissions);

    const names = await inTx(context, (tx) => readIdentities(tx, [ada], context.services));
    expect(names.get(ada)).toEqual({ name: 'Person ada', email: 'ada@people.example', login: 'else' });
  });

  test('whom a source named keeps their pseudonym when they become a member', async () => {
    await using context = await open();
    await pull(context, list('ada@people.example'));
    const [account] = await facts(context, 'account');

    const ada = await join(context, 'ada', 'owner');

    expect(`crm/${ada}`).toBe(account?.key);
  });

  test('is never named by a pseudonym from outside', async () => {
    await using context = await open();
    const ada = await join(context, 'ada', 'owner');
    const emissions = list('x@people.example').map((one) =>
      one.type === 'record' ? { ...one, record: { ...account, holder: { $subject: ada } } } : one,
    );

    const ended = await pull(context, emissions);

    expect(ended.state).toBe('failed');
    expect(await facts(context, 'account')).toEqual([]);
  });
});

const account: Omit<RecordOf<'account'>, 'holder'> = {
  system: 'crm',
  owner: null,
  accountKind: 'human',
  roles: [],
  isEnabled: true,
  hasMfa: true,
  canSignIn: true,
  lastSeenAt: null,
  createdAt: null,
};

function list(email: string): readonly Emission[] {
  const place = { kind: 'account', scope: 'crm' } as const;
  const whole = { isComplete: true, reasons: [], sourceCount: 1, pages: 1, gaps: [], attributes: {} };
  return [
    { type: 'population', ...place, query: 'all', maxGapHours: 24 },
    { type: 'record', ...place, record: { ...account, holder: { $identity: { email } } } },
    { type: 'end', ...place, ...whole },
  ];
}

async function open(): Promise<TestServices> {
  const context = await openTestServices();
  createGate(routes, context.services);
  return context;
}

/** Adds a person as setup and owners do; answers their pseudonym. */
async function join(context: TestServices, name: string, role: PersonRole): Promise<string> {
  const { services, workspaceId } = context;
  return services.database.withSystem('test', async (tx) => {
    const email = `${name}@people.example`;
    const userId = `user_${name}`;
    await sql`insert into auth_user (id, name, email) values (${userId}, ${name}, ${email})`.execute(tx.db);
    const addedBy = role === 'owner' ? null : systemActor;
    const identity = { name: `Person ${name}`, email };
    const member = { workspaceId, userId, role, identity, addedBy, isFirst: false, slug: 'default' };
    return (await recordMember(tx, member, services)).subjectId;
  });
}

async function turn(context: TestServices): Promise<string | null> {
  const id = await readOwnSource(context.workspaceId, context.services);
  await context.services.background.settled();
  return id;
}

async function facts(context: TestServices, kind: string) {
  const { rows } = await inTx(context, (tx) =>
    sql<{ key: string; value: Record<string, unknown> }>`
      select key, value from fact where workspace_id = ${tx.workspaceId} and kind = ${kind}
        and superseded_position is null and not is_gone order by key`.execute(tx.db),
  );
  return rows;
}

function inTx<T>(
  { services, workspaceId }: TestServices,
  work: Parameters<typeof services.database.withWorkspace<T>>[1],
) {
  return services.database.withWorkspace(workspaceId, work);
}
