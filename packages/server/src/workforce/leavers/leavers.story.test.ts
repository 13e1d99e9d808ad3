import { identity } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failingParts } from '../testing/failing-parts.ts';
import { forgetWords, markSample, wordsOfRun } from '../testing/leaver-words.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import {
  accountsOn,
  freelancer,
  gapsOfRemovals,
  newestRunOf,
  ours,
  partner,
  peopleWhenRaeLeft,
  portfolio,
  registerUnread,
  runsOf,
  systems,
  systemUser,
  type ToldItem,
  tellOthers,
  token,
} from '../testing/told-leavers.ts';
import { account, credential, listOf, people, person } from '../testing/told-records.ts';
import type { LeaverProof } from './build-proof.ts';

const hourMs = 3_600_000;

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

const runs = () => runsOf(server);
const newestRun = () => newestRunOf(server);

describe('a leaver with access on nine systems', () => {
  test('nobody left yet: no run, and no number', async () => {
    const figures = (await server.send('GET', '/leavers/figures', server.owner)).json();

    expect(await runs()).toEqual([]);
    expect(figures).toMatchObject({ n: 0, medianHours: null, open: 0, isWhole: false });
  });

  test('the run is there by itself once the last day is over, with everything of theirs', async () => {
    await server.tell('hr', {
      ...people(person('lea', { endsOn: '2026-03-01' }), person('stays')),
      maxGapHours: 999,
    });
    for (const system of systems) await server.tell(system, accountsOn(system, 'lea'));
    expect(await runs()).toEqual([]);

    server.clock.forward(13 * hourMs); // from noon to one o'clock of the day after
    await server.follow();

    const run = await newestRun();
    expect(run).toMatchObject({ state: 'open', standing: 'open', elapsedHours: 1 });
    expect(run.position).toBeGreaterThan(0);
    expect(run.removals.map(({ system }) => system)).toEqual(systems);
    expect(
      run.removals.every(({ state, dueAt }) => state === 'open' && dueAt === '2026-03-03T00:00:00.000Z'),
    ).toBe(true);
  });

  test('eight removed: one open, and nothing closes by a source that is off, partial or empty', async () => {
    server.clock.forward(5 * hourMs);
    for (const system of systems.slice(0, 8)) await server.tell(system, accountsOn(system));
    await server.tellFailure('system-9');
    const broken = await newestRun();
    await server.tell('system-9', { ...accountsOn('system-9'), isBroken: true });
    const partial = await newestRun();
    await server.tell('system-9', listOf('account', 'system-9', []));
    const empty = await newestRun();

    for (const run of [broken, partial, empty]) {
      expect(run.counts).toMatchObject({ items: 9, open: 1, proven: 8 });
      expect(run.removals.find(({ system }) => system === 'system-9')).toMatchObject({
        state: 'open',
        firstAbsentAt: null,
      });
    }
    expect(broken.removals[8]).toMatchObject({ isObservable: false });
    expect(partial.removals[8]?.reasons).toEqual(['the source stopped answering']);
    expect(broken.removals[0]).toMatchObject({
      state: 'gone',
      lastSeenAt: '2026-03-01T12:00:00.000Z',
      firstAbsentAt: '2026-03-02T06:00:00.000Z',
    });
    expect(broken.elapsedHours).toBe(6);
  });

  test('it closes only by a complete list without it, and the hours have both bounds', async () => {
    server.clock.forward(2 * hourMs);
    await server.tell('system-9', accountsOn('system-9', 'lea'));
    expect((await newestRun()).counts).toMatchObject({ open: 1 });
    server.clock.forward(4 * hourMs);

    await server.tell('system-9', accountsOn('system-9'));

    expect(await newestRun()).toMatchObject({
      state: 'closed',
      standing: 'proven',
      hoursLeast: 8,
      hoursMost: 12,
      counts: { open: 0, proven: 9 },
    });
    const figures = (await server.send('GET', '/leavers/figures', server.owner)).json();
    expect(figures).toMatchObject({
      n: 1,
      medianHours: 12,
      p90Hours: 12,
      medianHoursLeast: 8,
      open: 0,
      isWhole: true,
    });
  });

  test('what comes back opens the run again, and what appears later joins it', async () => {
    await server.tell('system-1', accountsOn('system-1', 'lea'));
    const back = await newestRun();
    await server.tell('system-10', accountsOn('system-10', 'lea'));
    const joined = await newestRun();

    expect(back).toMatchObject({ state: 'open', counts: { items: 9, open: 1 } });
    expect(joined.counts).toMatchObject({ items: 10, open: 2 });
    await server.tell('system-1', accountsOn('system-1'));
    await server.tell('system-10', accountsOn('system-10'));
    expect((await newestRun()).state).toBe('closed');
  });

  test('an access used after the end is told, and a disabled account is not gone but shut', async () => {
    const lastSeenAt = '2026-03-02T07:00:00.000Z';
    const used = account('lea', { system: 'system-2', lastSeenAt });
    await server.tell(
      'system-2',
      listOf('account', 'system-2', [account('stays', { system: 'system-2' }), used]),
    );
    const open = await newestRun();
    const shut = account('lea', { system: 'system-2', lastSeenAt, isEnabled: false });
    await server.tell(
      'system-2',
      listOf('account', 'system-2', [account('stays', { system: 'system-2' }), shut]),
    );
    const closed = await newestRun();

    expect(open.removals.find(({ system }) => system === 'system-2')).toMatchObject({
      state: 'open',
      usedAfterAt: lastSeenAt,
    });
    expect(closed.removals.find(({ system }) => system === 'system-2')).toMatchObject({
      state: 'disabled',
      usedAfterAt: lastSeenAt,
    });
    expect(closed).toMatchObject({ state: 'closed', counts: { usedAfter: 1 } });
  });

  test('tokens they own, secrets they know and devices they hold are in the fan at once', async () => {
    const gus = identity({ email: 'gus@company.example' });
    await server.tell(
      'helpdesk',
      listOf('account', 'helpdesk', [account('gus'), account('stays')]),
      listOf('credential', 'helpdesk', [credential('key-1', { owner: gus })]),
    );
    await server.tell(
      'custody',
      listOf('shared-secret', 'secrets', [
        {
          secret: 'brand-login',
          system: 'instagram',
          owner: null,
          knownBy: [gus],
          rotatedAt: null,
          lastKnowerLeftAt: null,
          dueAt: null,
        },
      ]),
      listOf('device', 'devices', [
        {
          system: 'devices',
          device: 'phone-1',
          model: null,
          holders: [gus],
          isShared: false,
          isCompanyOwned: true,
          isActive: true,
          lastSeenAt: null,
          signedInTo: ['instagram', 'tiktok'],
        },
      ]),
    );
    await server.tell('hr', {
      ...people(person('gus', { isActive: false }), person('lea', { endsOn: '2026-03-01' }), person('stays')),
      maxGapHours: 999,
    });

    const run = await newestRun();
    expect(run.removals.map(({ what, layer, system }) => [what, layer, system])).toEqual(
      [
        ['account', 'individual', 'helpdesk'],
        ['device', 'individual', 'devices'],
        ['secret', 'individual', 'instagram'],
        ['session', 'individual', 'instagram'],
        ['session', 'individual', 'tiktok'],
        ['credential', 'token', 'helpdesk'],
      ].toSorted((a, b) => `${a[1]}${a[2]}`.localeCompare(`${b[1]}${b[2]}`)),
    );
  });

  test('where no whole list can tell, two people have to say so; one alone never can, and it ends', async () => {
    const before = await newestRun();
    const tiktok = before.removals.find(({ system }) => system === 'tiktok');
    const listed = before.removals.find(({ what }) => what === 'account');
    await server.tellFailure('custody');
    const path = `/removals/${tiktok?.id}`;
    const attest = (cookie: string) =>
      server.send('POST', `${path}/attest`, cookie, { note: 'ended on the phone' });
    const confirm = (cookie: string) => server.send('POST', `${path}/attest/confirm`, cookie, { days: 10 });

    expect(
      (await server.send('POST', `/removals/${listed?.id}/attest`, server.owner, { note: 'gone' }))
        .statusCode,
    ).toBe(400);
    expect((await confirm(server.owner)).statusCode).toBe(400);
    expect((await attest(server.owner)).statusCode).toBe(200);
    expect((await confirm(server.owner)).json().error.code).toBe('second-person-needed');
    expect((await confirm(server.manager.cookie)).json()).toMatchObject({
      state: 'attested',
      firstAbsentAt: null,
    });
    // Said again, it stands until somebody else says so too: nobody takes one half away from what two people agreed on.
    const { until } =
      (await newestRun()).removals.find(({ system }) => system === 'tiktok')?.attestation ?? {};
    server.clock.forward(24 * hourMs);
    expect((await confirm(server.manager.cookie)).json().error.code).toBe('already-decided');
    expect((await attest(server.owner)).json()).toMatchObject({
      ...{ state: 'attested', attestation: { until } },
      attestationAnew: { secondBy: null },
    });
    expect((await confirm(server.owner)).json().error.code).toBe('second-person-needed');
    const renewed = (await confirm(server.manager.cookie)).json();
    expect(renewed).toMatchObject({ state: 'attested', attestationAnew: null });
    expect(Date.parse(renewed.attestation.until) - Date.parse(until ?? '')).toBe(24 * hourMs);
    const except = () => server.send('POST', `${path}/except`, server.owner, { reason: 'needed', days: 9 });
    expect((await except()).statusCode).toBe(200);
    expect((await server.send('POST', `${path}/except/approve`, server.manager.cookie, {})).statusCode).toBe(
      200,
    );
    expect((await except()).json()).toMatchObject({ state: 'excepted', exceptionAnew: { secondBy: null } });
    server.clock.forward(10 * 24 * hourMs);
    await server.follow();
    const after = await newestRun();
    expect(after.removals.find(({ system }) => system === 'tiktok')).toMatchObject({ state: 'open' });
    // Who began to say it again has said the first half, and one alone is not enough.
    const open = (await newestRun()).removals.find(({ system }) => system === 'tiktok');
    expect(open).toMatchObject({ exception: { secondBy: null }, exceptionAnew: null });
    expect((await except()).statusCode).toBe(200);
  });

  test('whoever rescinds says why; what was proven stays, what was open need not go', async () => {
    const run = await newestRun();
    const rescind = `/leavers/${run.id}/rescind`;
    const asked = await server.send('POST', rescind, server.owner, { reason: 'they stay' });
    const alone = await server.send('POST', `${rescind}/approve`, server.owner, {});
    const rescinded = await server.send('POST', `${rescind}/approve`, server.manager.cookie, {});
    await server.follow();

    expect(asked.json()).toEqual({ id: run.id, state: 'open', isWaiting: true });
    expect(alone.json().error.code).toBe('second-person-needed');
    expect(rescinded.json()).toEqual({ id: run.id, state: 'rescinded' });
    const all = await runs();
    expect(all.filter(({ state }) => state === 'open')).toEqual([]);
    expect(all.find(({ id }) => id === run.id)?.state).toBe('rescinded');
  });

  test('the proof holds every entry it rests on, each in the log by its own road, and can be printed', async () => {
    const closed = (await runs()).find(({ state }) => state === 'closed');
    const proof = (
      await server.send('GET', `/leavers/${closed?.id}/proof.json`, server.owner)
    ).json<LeaverProof>();
    const printed = await server.send('GET', `/leavers/${closed?.id}/proof.pdf`, server.owner);

    expect(proof.removals).toHaveLength(10);
    const positions = new Set(proof.entries.map(({ position }) => position));
    expect(
      proof.removals.flatMap((removal) => removal.positions).every((position) => positions.has(position)),
    ).toBe(true);
    for (const entry of proof.entries) expect(failingParts(proof, entry)).toEqual([]);
    expect(printed.headers['content-type']).toBe('application/pdf');
    expect(printed.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(printed.rawPayload.toString('latin1')).toContain('DejaVuSans');
  });

  test('whoever may not see what somebody wrote gets neither it nor the salt to guess it by', async () => {
    const rescinded = (await runs()).find(({ state }) => state === 'rescinded');
    const read = async (cookie: string) =>
      (await server.send('GET', `/leavers/${rescinded?.id}/proof.json`, cookie)).json<LeaverProof>();
    const written = ({ entries }: LeaverProof) =>
      entries.filter(({ entry }) => /"type":"access-removal\.(attested|excepted)@1"/.test(entry));
    const shown = written(await read(server.owner));
    const hidden = written(await read((await server.addMember('ivo', 'administrator')).cookie));

    expect(shown.length).toBeGreaterThan(1);
    expect(shown.every(({ payload }) => payload !== null)).toBe(true);
    expect(hidden.map(({ position }) => position)).toEqual(shown.map(({ position }) => position));
    expect(hidden.every(({ payload }) => payload === null)).toBe(true);
  });

  test('an erasure takes what people wrote about somebody, by the person and by the entry', async () => {
    const rescinded = (await runs()).find(({ state }) => state === 'rescinded');
    const words = () => wordsOfRun(server, rescinded?.id ?? '');
    const before = await words();
    await forgetWords(server, { subject: null, positions: [rescinded?.position ?? 0] });
    const byEntry = await words();
    await forgetWords(server, { subject: rescinded?.subject ?? null, positions: [] });

    expect(before).toEqual(['they stay', 'needed']);
    expect(byEntry).toEqual(['erased', 'needed']);
    expect(await words()).toEqual(['erased', 'erased']);
  });

  test('the proof of made-up data says so in its title and in the file, and is none', async () => {
    const closed = (await runs()).find(({ state }) => state === 'closed');
    await markSample(server, true);
    const proof = await server.send('GET', `/leavers/${closed?.id}/proof.json`, server.owner);
    const printed = await server.send('GET', `/leavers/${closed?.id}/proof.pdf`, server.owner);
    await markSample(server, false);

    expect(proof.json()).toMatchObject({ format: expect.stringMatching(/^SAMPLE/), isSample: true });
    // The title of a PDF is UTF-16, its greater byte first.
    expect(printed.rawPayload.includes(Buffer.from('SAMPLE', 'utf16le').swap16())).toBe(true);
  });
});

describe('an agency whose engagement ends', () => {
  test('partner, individuals and tokens are listed, and taking the partner away leaves the others', async () => {
    await server.tell('portfolio', ...portfolio([partner, freelancer, systemUser, ours], [token]));
    const engagementUntil = server.clock.now().slice(0, 10);
    const agency = { name: 'Acme Social', mailDomains: ['acme.example'], engagementUntil };
    expect((await server.send('POST', '/agencies', server.owner, agency)).statusCode).toBe(200);
    await server.follow();
    expect((await runs()).filter(({ state }) => state === 'open')).toEqual([]);

    server.clock.forward(24 * hourMs);
    await server.follow();
    const opened = await newestRun();
    await server.tell('portfolio', ...portfolio([freelancer, systemUser, ours], [token]));
    const partnerGone = await newestRun();
    await server.tell('portfolio', ...portfolio([ours], [token]));
    const tokenLeft = await newestRun();
    await server.tell('portfolio', ...portfolio([ours], []));
    const { unseen } = await newestRun();
    await tellOthers(server);

    const standing = ({ removals }: { readonly removals: readonly ToldItem[] }) =>
      removals.map(({ layer, what, state }) => [layer, what, state]);
    expect(standing(opened)).toEqual([
      ['individual', 'account', 'open'],
      ['partner', 'partner', 'open'],
      ['token', 'account', 'open'],
      ['token', 'credential', 'open'],
    ]);
    expect(standing(partnerGone).map(([, , state]) => state)).toEqual(['open', 'gone', 'open', 'open']);
    expect(standing(tokenLeft).map(([, , state]) => state)).toEqual(['gone', 'gone', 'gone', 'open']);
    expect(unseen).toEqual(expect.arrayContaining(['helpdesk', 'system-1']));
    expect((await runs()).filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('a leaver while some lists say nothing', () => {
  test('nothing is proven until every system was listed whole once since, and those that were not are named', async () => {
    await registerUnread(server, 'ghost-desk', 'Ghost desk');
    server.clock.forward(hourMs);
    await server.tell('system-1', accountsOn('system-1', 'rae'));
    await server.tell('hr', peopleWhenRaeLeft);
    server.clock.forward(hourMs);
    await server.tell('system-1', accountsOn('system-1'));
    const unlisted = await newestRun();
    const gaps = await gapsOfRemovals(server);
    server.clock.forward(24 * hourMs);
    const late = await gapsOfRemovals(server);
    const printed = await server.send('GET', `/leavers/${unlisted.id}/proof.pdf`, server.owner);
    const figures = (await server.send('GET', '/leavers/figures', server.owner)).json<{ n: number }>();
    await tellOthers(server, 'ghost-desk');
    const broken = { ...accountsOn('portfolio'), isBroken: true };
    await server.tell('portfolio', broken, listOf('credential', 'portfolio', []));
    const partial = (await runs()).find(({ id }) => id === unlisted.id);
    await server.tell('portfolio', ...portfolio([ours], []));
    const whole = (await runs()).find(({ id }) => id === unlisted.id);

    expect(unlisted).toMatchObject({ state: 'open', standing: 'not-observable', hoursMost: null });
    expect(unlisted.counts).toMatchObject({ items: 1, open: 0, proven: 1 });
    expect(unlisted.unseen).toEqual(expect.arrayContaining(['Ghost desk', 'system-2']));
    expect(gaps.some((gap) => gap.includes('Ghost desk'))).toBe(false);
    expect(late.some((gap) => gap.includes('no whole list of Ghost desk'))).toBe(true);
    expect(printed.statusCode).toBe(200);
    expect(figures.n).toBe(2);
    expect(partial).toMatchObject({ state: 'open', standing: 'not-observable', unseen: ['portfolio'] });
    expect(whole).toMatchObject({ state: 'closed', standing: 'proven', unseen: [], hoursMost: 25 });
  });
});
