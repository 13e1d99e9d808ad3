import { identity } from '@daybook/kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../access/testing/start-access.ts';
import type { Tx } from '../../platform/index.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts, listOf } from '../testing/told-records.ts';

const dayMs = 86_400_000;

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

type Listed = { system: string; state: string; had: string | null; reasons: string[]; accounts: number };

async function systemNamed(system: string): Promise<Listed | undefined> {
  const answer = await server.send('GET', '/systems', server.owner);
  return answer.json<{ items: Listed[] }>().items.find((one) => one.system === system);
}

async function statusOf(kind: string, scope: string) {
  const answer = await server.send('GET', '/populations', server.owner);
  const { items } = answer.json<{
    items: { kind: string; scope: string; isComplete: boolean; items: number }[];
  }>();
  const found = items.find((one) => one.kind === kind && one.scope === scope);
  return found === undefined ? null : [found.items, found.isComplete];
}

const inDays = (days: number) => new Date(Date.parse(server.clock.now()) + days * dayMs).toISOString();

describe('the register of systems', () => {
  test('finds a system by itself as soon as some list tells of it, empty ones too, and says when it is not whole', async () => {
    await server.tell('desk', accounts(account('ada')), { kind: 'account', scope: 'zendesk', records: [] });

    expect(await systemNamed('helpdesk')).toMatchObject({ state: 'whole', had: 'live', accounts: 1 });
    expect(await systemNamed('zendesk')).toMatchObject({
      state: 'whole',
      accounts: 0,
      channel: { id: 'zendesk' },
    });

    await server.tellFailure('desk');
    expect(await systemNamed('helpdesk')).toMatchObject({ state: 'not-whole', accounts: 1 });
  });

  test('a system with single sign-on but four local passwords shows four, and whom nobody tells of as unknown', async () => {
    const on = (login: string, change = {}) => account(login, { system: 'cloud', ...change });
    const both = { signIns: ['single-sign-on', 'password'] };
    const told = [
      ...['a', 'b', 'c', 'd'].map((login) => on(login, both)),
      ...['e', 'f'].map((login) => on(login, { signIns: ['single-sign-on'] })),
      on('g', { signIns: ['password'] }),
      on('h'),
      on('i', { signIns: 'unknown', signInsSurely: ['single-sign-on'] }),
      on('j', { isEnabled: false, ...both }),
      on('k', { accountKind: 'service', signIns: ['key'] }),
    ];
    await server.tell('cloud', listOf('account', 'cloud', told));
    const counted = { providerOnly: 2, besideLocal: 4, localOnly: 1, unknown: 2, unknownByProvider: 1 };
    expect(await systemNamed('cloud')).toMatchObject({ signIns: counted });

    await server.tell('cloud', listOf('account', 'cloud', told.slice(1)));
    expect(await systemNamed('cloud')).toMatchObject({ signIns: { ...counted, besideLocal: 3 } });
    await server.tellFailure('cloud');
    expect(await systemNamed('cloud')).toMatchObject({ state: 'not-whole', signIns: { besideLocal: 3 } });
  });

  test('refuses an interval longer than half of what the source keeps, given or known of the channel', async () => {
    const words = { name: 'Discord', kind: 'channel', channel: 'discord', means: 'live' };
    const tooLong = { ...words, system: 'discord', intervalHours: 541 };
    expect(codeOf(await server.send('POST', '/systems', server.owner, tooLong))).toBe(
      '400 interval-too-long',
    );

    const half = { ...words, system: 'discord', intervalHours: 540 };
    expect(codeOf(await server.send('POST', '/systems', server.owner, half))).toBe('200 ok');
    const shorter = await server.send('PATCH', '/systems/discord', server.owner, { logRetentionDays: 14 });
    expect(codeOf(shorter)).toBe('400 interval-too-long');
    expect(codeOf(await server.send('POST', '/systems', server.owner, half))).toBe('409 conflict');
    expect(await systemNamed('discord')).toMatchObject({ state: 'never', had: null });
  });
});

async function ownerSubject(): Promise<string> {
  const members = await server.send('GET', '/members', server.owner);
  const { items } = members.json<{ items: { role: string; subject: string }[] }>();
  return items.find(({ role }) => role === 'owner')?.subject ?? '';
}

/** Makes of a member a sealed account whose password this one was shown. */
async function sealedBy(account: string, knows: string): Promise<void> {
  const { services, workspaceId } = server;
  await services.database.withWorkspace(workspaceId, (tx) =>
    sql`insert into break_glass_account (workspace_id, account_id, user_id, subject_id, sign_in_name, state, sealed_by,
        sealed_at, position)
      select ${workspaceId}, 'bga_1', user_id, subject_id, 'kit', 'ended', ${knows}, now(), 0
      from membership where subject_id = ${account}`.execute(tx.db),
  );
}

describe('an attested list', () => {
  test('counts once a second person confirmed it, runs out, and nobody is gone by that', async () => {
    const words = { system: 'x:brand', name: 'X', kind: 'channel', channel: 'x', means: 'attested' };
    await server.send('POST', '/systems', server.owner, words);
    await server.tellOwn();
    expect(await statusOf('account', 'x:brand')).toEqual([0, false]);

    const path = `/systems/${encodeURIComponent('x:brand')}/attestations`;
    const said = {
      holders: [
        { name: 'Ada Byron', rights: ['publish'] },
        { name: 'Northwind', login: 'northwind', role: 'delegate' },
      ],
      note: 'seen under delegates',
    };
    const tooLong = await server.send('POST', path, server.owner, { ...said, untilAt: inDays(31) });
    expect(codeOf(tooLong)).toBe('400 bad-request');
    const made = await server.send('POST', path, server.owner, { ...said, untilAt: inDays(30) });
    const { id } = made.json<{ id: string }>();
    await server.tellOwn();
    expect(await statusOf('account', 'x:brand')).toEqual([0, false]);

    expect(codeOf(await server.send('POST', `${path}/${id}/confirm`, server.owner))).toBe(
      '409 second-person-needed',
    );
    // The sealed account of whoever said it is the same person.
    const sealed = await server.addMember('kit', 'manager');
    await sealedBy(sealed.subject, await ownerSubject());
    expect(codeOf(await server.send('POST', `${path}/${id}/confirm`, sealed.cookie))).toBe(
      '409 second-person-needed',
    );
    expect(codeOf(await server.send('POST', `${path}/${id}/confirm`, server.manager.cookie))).toBe('200 ok');
    await server.tellOwn();
    expect(await statusOf('account', 'x:brand')).toEqual([2, true]);
    expect(await statusOf('grant', 'x:brand')).toEqual([2, true]);
    expect(await systemNamed('x:brand')).toMatchObject({ state: 'attested', had: 'attested' });

    server.clock.forward(31 * dayMs);
    await server.tellOwn();
    expect(await statusOf('account', 'x:brand')).toEqual([2, false]);
    expect(await systemNamed('x:brand')).toMatchObject({ state: 'not-whole', accounts: 2 });
  });

  test('leaves nobody known to have no access when its list is to be read, until a source tells a whole one', async () => {
    const change = await server.send('PATCH', `/systems/${encodeURIComponent('x:brand')}`, server.owner, {
      means: 'live',
    });
    expect(codeOf(change)).toBe('200 ok');
    await server.tellOwn();
    expect((await statusOf('account', 'x:brand'))?.[1]).toBe(false);
    expect((await statusOf('grant', 'x:brand'))?.[1]).toBe(false);

    const holder = identity({ login: 'northwind', system: 'x:brand' });
    await server.tell('x', listOf('account', 'x:brand', [account('x', { system: 'x:brand', holder })]));
    await server.tellOwn();
    expect(await statusOf('account', 'x:brand')).toEqual([1, true]);
    expect((await statusOf('grant', 'x:brand'))?.[1]).toBe(false);
  });

  test('loses its words to an erasure, and to nothing else', async () => {
    const path = `/systems/${encodeURIComponent('x:brand')}`;
    const told = await server.send('GET', path, server.owner);
    const [{ id, position }] = told.json<{ attestations: [{ id: string; position: number }] }>().attestations;
    const { services, workspaceId } = server;
    const inTx = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
    const rewrite = inTx((tx) =>
      sql`update attestation set note = 'something else' where attestation_id = ${id}`.execute(tx.db),
    );
    await expect(rewrite).rejects.toThrow('an attestation is said once');

    await inTx(async (tx) => {
      const target = { subject: null, positions: [position] };
      for (const part of services.erasureParts.all) await part.forget?.(tx, target, []);
    });

    const after = await server.send('GET', path, server.owner);
    expect(after.json()).toMatchObject({
      attestations: [{ id, note: 'erased', holders: [{ role: 'erased' }, { role: 'erased' }] }],
    });
  });

  test('is for systems that cannot be read alone', async () => {
    const path = '/systems/discord/attestations';
    const said = { holders: [], note: 'looked', untilAt: inDays(1) };
    expect(codeOf(await server.send('POST', path, server.owner, said))).toBe('409 conflict');
    expect(codeOf(await server.send('POST', '/systems/nowhere/attestations', server.owner, said))).toBe(
      '404 not-found',
    );
  });
});
