import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordMember } from '../../access/record-member.ts';
import { statusesAt } from '../../controls/index.ts';
import {
  type Actor,
  createLockedKeyring,
  discloseAll,
  type Services,
  type Tx,
} from '../../platform/index.ts';
import { account, listOf } from '../../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../../testing/open-test-services.ts';
import {
  ensureCheckpoint,
  findErased,
  finishErasures,
  listErased,
  listLogs,
  proveInclusion,
} from '../index.ts';
import { approveErasure } from './approve-erasure.ts';
import { declineErasure } from './decline-erasure.ts';
import { liftHold } from './lift-hold.ts';
import { placeHold } from './place-hold.ts';
import { readErasure } from './read-erasure.ts';
import { requestErasure } from './request-erasure.ts';

let context: TestServices;
let asking: Actor;
let approving: Actor;

beforeEach(async () => {
  context = await openTestServices();
  asking = await addOwner('user-1');
  approving = await addOwner('user-2');
});
afterEach(() => context[Symbol.asyncDispose]());

function inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return context.services.database.withWorkspace(context.workspaceId, work);
}

async function addOwner(userId: string): Promise<Actor> {
  const { workspaceId, services } = context;
  const identity = { name: userId, email: `${userId}@company.example` };
  const member = { workspaceId, userId, role: 'owner', identity, addedBy: null, isFirst: false } as const;
  const made = await services.database.withSystem('test', (tx) =>
    recordMember(tx, { ...member, slug: 'default' }, services),
  );
  return { kind: 'user', id: made.subjectId, userId, label: 'owner' };
}

const people = ['ada@company.example', 'bob@company.example', 'cy@company.example'] as const;

/** Three accounts of three people, read once. */
async function readAccounts(): Promise<void> {
  await pull(context, listOf(people.map((person) => account(person))));
}

async function subjectOf(person: string): Promise<string> {
  return inTx(async (tx) => {
    const { rows } = await sql<{ subject: string }>`
      select distinct subject_id as subject from subject_identity`.execute(tx.db);
    for (const part of context.services.erasureParts.all) {
      const names = await part.namesOf?.(
        tx,
        rows.map((row) => row.subject),
      );
      for (const [subject, name] of names ?? []) if (name.value === person.split('@')[0]) return subject;
    }
    throw new Error(`nobody is called ${person}`);
  });
}

async function recordOf(subject: string): Promise<number> {
  return inTx(async (tx) => {
    const { rows } = await sql<{ position: number }>`
      select position from fact where value::text like ${`%${subject}%`} limit 1`.execute(tx.db);
    return rows[0]?.position ?? -1;
  });
}

function request(what: { subject?: string; positions?: number[] }, actor = asking): Promise<string> {
  const { workspaceId, services } = context;
  const { subject = null, positions = [] } = what;
  const reason = 'The person asked for it by mail from zed@company.example.';
  return requestErasure(
    { workspaceId, actor, subject, positions, legalBasis: 'gdpr-art-17-1-b', reason },
    services,
  );
}

function approve(erasure: string, actor = approving, services = context.services): Promise<void> {
  return approveErasure({ workspaceId: context.workspaceId, actor, erasure }, services);
}

const states = async (erasure: string) =>
  discloseAll(await readErasure(context.workspaceId, erasure, context.services), () => true);

async function payloadCount(): Promise<number> {
  return inTx(async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from payload`.execute(tx.db);
    return rows[0]?.n ?? -1;
  });
}

test('a person is erased by two people, and by nobody alone', async () => {
  await readAccounts();
  const ada = await subjectOf(people[0]);
  const erasure = await request({ subject: ada });

  await expect(approve(erasure, asking)).rejects.toMatchObject({ code: 'second-person-needed' });
  const before = await states(erasure);
  await approve(erasure);

  expect(before).toMatchObject({ state: 'requested', subjectName: 'ada', positions: 1 });
  expect(before.reason).toBe('The person asked for it by mail from [email].');
  expect(await states(erasure)).toMatchObject({ state: 'approved', subjectName: null, positions: 1 });
  await expect(approve(erasure)).rejects.toMatchObject({ code: 'already-decided' });
  await expect(inTx((tx) => context.services.dataKeys.ofSubjects(tx, [ada]))).rejects.toMatchObject({
    code: 'subject-erased',
  });
});

test('the database itself refuses one person twice, a service, and a second decision', async () => {
  await readAccounts();
  const erasure = await request({ subject: await subjectOf(people[0]) });
  const hold = await placeHold(
    { workspaceId: context.workspaceId, actor: asking, scope: { kind: 'all' }, reason: 'A claim.' },
    context.services,
  );
  const decide = (by: string) =>
    inTx((tx) =>
      sql`update erasure set state = 'approved', decided_by = ${by}, decided_at = now()
        where erasure_id = ${erasure}`.execute(tx.db),
    );
  const lift = (by: string) =>
    inTx((tx) =>
      sql`update legal_hold set lifted_by = ${by}, lifted_at = now(), lift_position = 1
        where hold_id = ${hold.id}`.execute(tx.db),
    );

  await expect(decide(asking.id)).rejects.toThrow(/erasure_needs_a_second_person/);
  await expect(decide('sub_00000000-0000-4000-8000-000000000001')).rejects.toThrow(/only a person/);
  await expect(lift(asking.id)).rejects.toThrow(/hold_needs_a_second_person/);
  await decide(approving.id);
  await expect(decide(approving.id)).rejects.toThrow(/taken once/);
});

test('the ordinary role of the app can neither delete nor change a payload or a key', async () => {
  await readAccounts();
  for (const statement of [
    sql`delete from payload`,
    sql`update payload set sealed = ''`,
    sql`delete from data_key`,
    sql`delete from erased_payload`,
    sql`delete from destroyed_key`,
    sql`delete from erasure`,
  ]) {
    await expect(inTx((tx) => statement.execute(tx.db))).rejects.toThrow(/permission denied/);
  }
  const asEraser = inTx(async (tx) => {
    await sql`set local role daybook_eraser`.execute(tx.db);
    await sql`delete from ledger_entry`.execute(tx.db);
  });
  await expect(asEraser).rejects.toThrow(/permission denied/);
});

test('a service may ask, and never decides', async () => {
  await readAccounts();
  const service: Actor = { ...asking, kind: 'service', label: 'service' };
  const erasure = await request({ subject: await subjectOf(people[0]) }, service);
  const bot: Actor = { ...approving, kind: 'service', label: 'service' };
  const { workspaceId, services } = context;

  await expect(approve(erasure, bot)).rejects.toMatchObject({ code: 'person-needed' });
  const declining = declineErasure({ workspaceId, actor: bot, erasure, reason: 'No.' }, services);
  await expect(declining).rejects.toMatchObject({ code: 'person-needed' });

  expect(await states(erasure)).toMatchObject({ state: 'requested' });
});

test.each(['all', 'subject', 'population'] as const)(
  'a legal hold on %s wins over an approval',
  async (kind) => {
    await readAccounts();
    const ada = await subjectOf(people[0]);
    const scope = {
      all: { kind: 'all' },
      subject: { kind: 'subject', subject: ada },
      population: { kind: 'population', population: 'account', scope: 'desk' },
    } as const;
    const { workspaceId, services } = context;
    const erasure = await request({ subject: ada });
    const hold = await placeHold(
      { workspaceId, actor: asking, scope: scope[kind], reason: 'A claim is pending.' },
      services,
    );
    const payloads = await payloadCount();

    await expect(approve(erasure)).rejects.toMatchObject({ code: 'under-hold' });

    expect(await states(erasure)).toMatchObject({ state: 'held', hold: hold.id, subjectName: 'ada' });
    expect(await payloadCount()).toBe(payloads);
    const lifting = { workspaceId, hold: hold.id, reason: 'It was settled.' };
    await expect(liftHold({ ...lifting, actor: asking }, services)).rejects.toMatchObject({
      code: 'second-person-needed',
    });
    await liftHold({ ...lifting, actor: approving }, services);
    await approve(erasure);
    expect(await states(erasure)).toMatchObject({ state: 'approved', hold: null });
  },
);

test('a hold on others stops nothing', async () => {
  await readAccounts();
  const [ada, bob] = [await subjectOf(people[0]), await subjectOf(people[1])];
  const { workspaceId, services } = context;
  const scope = { kind: 'subject', subject: bob } as const;
  await placeHold({ workspaceId, actor: asking, scope, reason: 'A claim.' }, services);
  const erasure = await request({ subject: ada });

  await approve(erasure);

  expect(await states(erasure)).toMatchObject({ state: 'approved' });
});

test('every proof holds after an erasure, and the erased payloads are named with the entry that says so', async () => {
  await readAccounts();
  const ada = await subjectOf(people[0]);
  const position = await recordOf(ada);
  const { services } = context;
  const before = await inTx(async (tx) => {
    await ensureCheckpoint(tx, services);
    return proveInclusion(tx, position, services);
  });

  const erasure = await request({ positions: [position] });
  await approve(erasure);

  const after = await inTx((tx) => proveInclusion(tx, position, services));
  expect(after.checkpoint).toEqual(before.checkpoint);
  expect(after.hashes).toEqual(before.hashes);
  const { entries } = await states(erasure);
  const [log] = await inTx(listLogs);
  const erased = await inTx((tx) => listErased(tx, log?.id ?? ''));
  expect(erased).toEqual([{ position, by: entries.at(-1) }]);
  const [found] = await inTx((tx) => findErased(tx, [position]));
  expect(found?.item).toMatchObject({ position, kind: 'account', scope: 'desk' });
});

test('an erased item is known as erased, counts as unknown and never as a pass; the others stand', async () => {
  await readAccounts();
  const position = await recordOf(await subjectOf(people[0]));
  const { services } = context;
  const mfa = async () =>
    inTx(async (tx) =>
      (await statusesAt(tx, services.clock.now(), services)).get('multi-factor-authentication'),
    );
  const before = await mfa();

  await approve(await request({ positions: [position] }));

  expect(before).toMatchObject({
    judgement: { verdict: 'effective', counts: { pass: 3, unknown: 0 } },
    erased: { items: 0, of: 3 },
  });
  expect(await mfa()).toMatchObject({
    judgement: { verdict: 'not-observable', counts: { pass: 2, fail: 0, unknown: 1 } },
    erased: { items: 1, of: 3 },
  });
  const { rows } = await inTx((tx) =>
    sql<{ value: object; code: string }>`
      select value, code from fact join finding using (kind, scope, key)
      where fact.is_erased and finding.superseded_run is null and code = 'erased' limit 1`.execute(tx.db),
  );
  expect(rows).toEqual([{ value: {}, code: 'erased' }]);
});

test('payloads that shared a key with an erased one can still be read, under another key', async () => {
  await readAccounts();
  const [ada, bob] = [await subjectOf(people[0]), await subjectOf(people[1])];
  const [gone, kept] = [await recordOf(ada), await recordOf(bob)];
  const keyOf = (position: number) =>
    inTx(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select key_id as id from payload where position = ${position}`.execute(tx.db);
      return rows[0]?.id ?? null;
    });
  const before = await keyOf(gone);

  await approve(await request({ positions: [gone] }));

  const after = await keyOf(kept);
  expect(await keyOf(gone)).toBeNull();
  expect(after).not.toBe(before);
  const found = await inTx((tx) => context.services.dataKeys.find(tx, [before ?? '', after ?? '']));
  expect([...found.keys()]).toEqual([after]);
  // Reading again finds every other record unchanged: nothing was lost.
  const again = await pull(context, listOf(people.map((person) => account(person))));
  expect(again.populations[0]).toMatchObject({ items: 3, added: 0, changed: 0, complete: true });
});

test('of two erasures at once neither seals again under a key that stays what the other one erases', async () => {
  await readAccounts();
  const subjects = [await subjectOf(people[0]), await subjectOf(people[1])];
  const gone = await Promise.all(subjects.map(recordOf));
  const erasures = await Promise.all(gone.map((position) => request({ positions: [position] })));

  await Promise.all(erasures.map((erasure) => approve(erasure)));

  // The second one destroys the key under which the first one had sealed its payload again.
  const destroyed = await inTx((tx) => sql`select from destroyed_key`.execute(tx.db));
  expect(destroyed.rows).toHaveLength(2);
});

test('somebody erased who is still listed at a source comes back as somebody new', async () => {
  await readAccounts();
  const ada = await subjectOf(people[0]);
  await approve(await request({ subject: ada }));

  await readAccounts();

  expect(await subjectOf(people[0])).not.toBe(ada);
});

test('bookkeeping of the log, erased payloads and entries without one are not erased', async () => {
  await readAccounts();
  const position = await recordOf(await subjectOf(people[0]));
  await approve(await request({ positions: [position] }));

  for (const wrong of [0, position, 9_999]) {
    await expect(request({ positions: [wrong] })).rejects.toMatchObject({ code: 'not-erasable' });
  }
});

test('without the master key nothing is asked for, nothing approved and nothing half done', async () => {
  await readAccounts();
  const erasure = await request({ subject: await subjectOf(people[0]) });
  const locked: Services = { ...context.services, keyring: createLockedKeyring() };
  const payloads = await payloadCount();

  await expect(approve(erasure, approving, locked)).rejects.toMatchObject({ code: 'keys-missing' });

  expect(await payloadCount()).toBe(payloads);
  expect(await states(erasure)).toMatchObject({ state: 'requested', subjectName: 'ada' });
});

test('an approval that fails at its last statement changes nothing, and keys stay in use', async () => {
  await readAccounts();
  const ada = await subjectOf(people[0]);
  const erasure = await request({ subject: ada });
  const payloads = await payloadCount();
  const failing = {
    forget: async () => {
      throw new Error('the disk is full');
    },
  };
  const parts = { ...context.services.erasureParts, all: [...context.services.erasureParts.all, failing] };

  await expect(approve(erasure, approving, { ...context.services, erasureParts: parts })).rejects.toThrow(
    'the disk is full',
  );

  expect(await payloadCount()).toBe(payloads);
  expect(await states(erasure)).toMatchObject({ state: 'requested', subjectName: 'ada' });
  expect((await inTx((tx) => context.services.dataKeys.ofSubjects(tx, [ada]))).size).toBe(1);
});

test('what the log says was erased is erased again where a restored state brought it back', async () => {
  await readAccounts();
  const ada = await subjectOf(people[0]);
  const owner = new pg.Client(context.owner);
  await owner.connect();
  await owner.query('create table kept as table payload');
  const erasure = await request({ subject: ada });
  await approve(erasure);
  const left = await payloadCount();
  await owner.query('insert into payload select * from kept on conflict do nothing');
  await owner.query('truncate erased_payload, destroyed_key');
  await owner.end();
  const back = await payloadCount();

  await finishErasures(context.services);

  expect(back).toBe(left + 1);
  expect(await payloadCount()).toBe(left);
  const [log] = await inTx(listLogs);
  expect(await inTx((tx) => listErased(tx, log?.id ?? ''))).toHaveLength(1);
  expect(await inTx((tx) => sql`select from destroyed_key`.execute(tx.db))).toMatchObject({ rows: [{}] });
});
