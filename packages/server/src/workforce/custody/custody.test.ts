import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readItems } from '../../facts/index.ts';
import { systemActor } from '../../platform/index.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { listOf, person } from '../testing/told-records.ts';
import type { Custody } from './brand-account.ts';
import { changeBrandAccount, confirmBrandAccount, registerBrandAccount } from './keep-brand-account.ts';
import { returnDevice } from './keep-device.ts';
import { rotateSecret } from './keep-secret.ts';
import { leaversAmong } from './leavers-among.ts';

let server: WorkforceServer;
let subjects: ReadonlyMap<string, string>;

const staff = (...records: Parameters<typeof listOf<'person'>>[2]) => listOf('person', 'staff', records);

beforeAll(async () => {
  server = await startWorkforce();
  await server.tell('hr', staff(person('ada'), person('ben')));
  subjects = new Map(
    await Promise.all(['ada', 'ben'].map(async (name) => [name, await subjectOf(name)] as const)),
  );
});
afterAll(() => server[Symbol.asyncDispose]());

async function subjectOf(name: string): Promise<string> {
  const found = await server.send('GET', `/subjects?search=${name}`, server.owner);
  return found.json<{ items: { subject: string }[] }>().items[0]?.subject ?? '';
}

const ada = () => subjects.get('ada') ?? '';
const ben = () => subjects.get('ben') ?? '';

type Brand = {
  id: string;
  standing: string;
  heldByLeavers: { way: string }[];
  confirmedUntil: string | null;
};
type Secret = { id: string; isDue: boolean; dueAt: string | null; formerlyKnownBy: unknown[] };

async function ask<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
  const answer = await server.send(method, path, server.owner, body);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

async function factsOf<K extends 'brand-account' | 'shared-secret' | 'device'>(kind: K) {
  await server.tellOwn();
  const { services, workspaceId } = server;
  return services.database.withWorkspace(workspaceId, (tx) => readItems(tx, { kind, limit: 10 }));
}

test('a service says of no account, secret or device in whose hands it is', async () => {
  const actor = { ...systemActor, kind: 'service' } as const;
  const by = { workspaceId: server.workspaceId, actor, id: 'any' };
  const { services } = server;
  const said = [
    () => registerBrandAccount({ ...by, system: 'x', account: '@own', custody: {} as Custody }, services),
    () => changeBrandAccount({ ...by, custody: {} }, services),
    () => confirmBrandAccount({ ...by, days: 1 }, services),
    () => rotateSecret({ ...by, rotatedAt: null, knownBy: [] }, services),
    () => returnDevice(by, services),
  ];

  for (const say of said) await expect(say()).rejects.toMatchObject({ code: 'person-needed' });
});

describe('in whose hands the ways into brand accounts are', () => {
  test('what nobody has said is unknown, and a confirmation ends with the first change', async () => {
    const made = await ask<Brand>('POST', '/brand-accounts', { system: 'x', account: '@brand' });
    expect(made.standing).toBe('unconfirmed');

    const custody = {
      owner: ada(),
      secretKept: 'vault',
      secretCustodians: [ada()],
      recoveryPhoneHolder: ben(),
    };
    await ask<Brand>('PATCH', `/brand-accounts/${made.id}`, { custody });
    const confirm = (cookie: string) =>
      server.send('POST', `/brand-accounts/${made.id}/confirm`, cookie, { days: 30 });
    // Whoever wrote it down is not the one who looks at it.
    expect((await confirm(server.owner)).json()).toMatchObject({ error: { code: 'second-person-needed' } });
    expect((await confirm(server.manager.cookie)).json()).toMatchObject({ standing: 'confirmed' });
    const again = await ask<Brand>('PATCH', `/brand-accounts/${made.id}`, { custody: { mfaMethod: 'app' } });
    expect(again).toMatchObject({ standing: 'unconfirmed', confirmedUntil: null });

    const [fact] = await factsOf('brand-account');
    expect(fact?.value).toMatchObject({
      mfaCustodians: 'unknown',
      recoveryPhoneHolder: ben(),
      heldByLeavers: [],
    });
  });

  test('an account is registered once, and names nobody who is not known', async () => {
    const twice = await server.send('POST', '/brand-accounts', server.owner, {
      system: 'x',
      account: '@brand',
    });
    const stranger = await server.send('POST', '/brand-accounts', server.owner, {
      system: 'x',
      account: '@other',
      custody: { owner: 'sub_00000000-0000-4000-8000-00000000abcd' },
    });

    expect([twice.statusCode, stranger.statusCode]).toEqual([409, 400]);
  });

  test('a recovery phone is critical at once when its holder leaves, and so is the secret they knew', async () => {
    const order = {
      name: 'Shared inbox',
      system: 'inbox',
      owner: ada(),
      knownBy: [ada(), ben()],
      rotatedAt: null,
    };
    const secret = await ask<Secret>('POST', '/shared-secrets', order);
    expect(secret.isDue).toBe(false);
    await ask('POST', '/brand-accounts', {
      system: 'y',
      account: '@two',
      custody: { recoveryPhoneHolder: ben() },
    });

    await server.tell('hr', staff(person('ada'), person('ben', { endsOn: '2026-01-31' })));

    const brands = await ask<{ items: Brand[] }>('GET', '/brand-accounts');
    expect(brands.items.map(({ standing }) => standing)).toEqual(['critical', 'critical']);
    expect(brands.items[1]?.heldByLeavers).toMatchObject([{ way: 'recovery-phone', subject: ben() }]);
    const due = await ask<{ items: Secret[] }>('GET', '/shared-secrets');
    expect(due.items).toMatchObject([{ isDue: true, dueAt: '2026-02-02T00:00:00.000Z' }]);
    const facts = await factsOf('brand-account');
    expect(facts.map(({ value }) => value.heldByLeavers)).toEqual([[ben()], [ben()]]);
  });

  test('a leaver whom the list drops afterwards holds the way in still, since the same day', async () => {
    await server.tell('hr', staff(person('ada')));

    const facts = await factsOf('brand-account');
    expect(facts.map(({ value }) => value.heldByLeavers)).toEqual([[ben()], [ben()]]);
    const due = await ask<{ items: Secret[] }>('GET', '/shared-secrets');
    expect(due.items).toMatchObject([{ isDue: true, dueAt: '2026-02-02T00:00:00.000Z' }]);
  });

  test('the last day ends where the organisation is, not in Greenwich', async () => {
    const { services, workspaceId, clock } = server;
    const [, today = ''] = /^(.{10})/.exec(clock.now()) ?? [];
    await server.tell('hr', staff(person('ada', { endsOn: today })));
    // East of Greenwich by twelve hours or more it is tomorrow there from noon on, west of it never.
    const leftIn = (zone: string, now: string) =>
      services.database.withWorkspace(workspaceId, async (tx) => {
        await sql`update workspace set zone = ${zone} where workspace_id = ${workspaceId}`.execute(tx.db);
        return (await leaversAmong(tx, [ada()], now)).size;
      });
    const evening = `${today}T18:00:00.000Z`;
    const found = [await leftIn('Pacific/Auckland', evening), await leftIn('America/Los_Angeles', evening)];
    await leftIn('UTC', evening);
    await server.tell('hr', staff(person('ada')));
    expect(found).toEqual([1, 0]);
  });

  test('a secret is known to those taken from its list until it is rotated', async () => {
    const [secret] = (await ask<{ items: Secret[] }>('GET', '/shared-secrets')).items;
    const changed = await ask<Secret>('PATCH', `/shared-secrets/${secret?.id}`, { knownBy: [ada()] });
    expect([changed.formerlyKnownBy.length, changed.isDue]).toEqual([1, true]);

    const rotated = await ask<Secret>('POST', `/shared-secrets/${secret?.id}/rotate`, { knownBy: [ada()] });

    expect(rotated).toMatchObject({ isDue: false, formerlyKnownBy: [] });
    const [fact] = await factsOf('shared-secret');
    expect(fact?.value).toMatchObject({ knownBy: [ada()], lastKnowerLeftAt: null });
  });

  test('a device is held until it is back in hand', async () => {
    const order = {
      name: 'Duty phone',
      model: null,
      holders: [ben()],
      isShared: true,
      isCompanyOwned: 'yes',
    };
    const { id } = await ask<{ id: string }>('POST', '/devices', { ...order, signedInTo: ['x'] });
    const held = await ask<{ devices: unknown[] }>('GET', `/access-list/${ben()}`).catch(() => ({
      devices: [],
    }));
    expect(held.devices.length).toBeLessThan(2);

    await ask('POST', `/devices/${id}/return`, {});

    const [fact] = await factsOf('device');
    expect(fact?.value).toMatchObject({ holders: [], isActive: false, isCompanyOwned: true });
  });

  test('no list of people, or one that is not whole, leaves open whether a leaver holds a way in', async () => {
    await server.tellFailure('hr');
    await server.tellOwn();

    const told = await ask<{ items: { kind: string; isComplete: boolean }[] }>('GET', '/populations');
    const complete = new Map(told.items.map(({ kind, isComplete }) => [kind, isComplete]));
    expect([complete.get('brand-account'), complete.get('shared-secret'), complete.get('device')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
