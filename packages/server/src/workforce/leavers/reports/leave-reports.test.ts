import { identity } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { origin } from '../../../access/testing/start-access.ts';
import type { Tx } from '../../../platform/index.ts';
import { startWorkforce, type WorkforceServer } from '../../testing/start-workforce.ts';
import { account, accounts, people, person } from '../../testing/told-records.ts';
import { insertReport } from './leave-reports.store.ts';
import { readMail } from './read-mail.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
  await server.tell(
    'hr',
    people(
      person('ada'),
      person('ben', { person: identity({ email: 'ben@company.example', name: 'Ben Carter' }) }),
    ),
    accounts(account('ada'), account('ben')),
  );
});
afterAll(() => server[Symbol.asyncDispose]());

type Report = {
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly way: string;
  readonly sender: string;
  readonly isKnown: boolean;
  readonly words: string | null;
  readonly candidates: readonly {
    readonly subject: string;
    readonly reasons: readonly string[];
    readonly systems: readonly string[];
  }[];
};

async function reports(): Promise<readonly Report[]> {
  return (await server.send('GET', '/leave-reports', server.owner)).json<{ items: Report[] }>().items;
}

function postPublic(url: string, payload: object) {
  return server.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { origin, 'sec-fetch-site': 'same-origin' },
  });
}

/** As many reports that wait as somebody could bring in by one way. */
async function floodWith(tx: Tx, way: 'form', count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const id = `lrp_00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    await insertReport(tx, {
      ...{ id, way, subject: null, isKnown: false, sender: 'unproven', lastDay: null, words: null },
      ...{ receivedAt: '2026-03-01T00:00:00.000Z', state: 'waiting', run: null, decidedBy: null },
      ...{ decidedAt: null, position: 0 },
    });
  }
}

const mail = (headers: readonly string[]) =>
  [
    ...headers,
    'From: Ada <ada@company.example>',
    'Subject: I left the agency',
    '',
    'remove me, +49 170 5550123',
  ].join('\r\n');

describe('reports that somebody left', () => {
  test('a program tells of somebody; a person confirms with one step, and the run is there with what is theirs', async () => {
    const told = await server.send('POST', '/leave-reports', server.owner, {
      email: 'ada@company.example',
      words: 'ask ada@company.example',
    });
    const [report] = await reports();
    const again = await server.send('POST', '/leave-reports', server.owner, { email: 'ADA@company.example' });
    const confirmed = await server.send(
      'POST',
      `/leave-reports/${report?.id}/confirm`,
      server.manager.cookie,
      {},
    );
    const run = await server.send('GET', `/leavers/${confirmed.json<{ run: string }>().run}`, server.owner);

    expect(told.json()).toMatchObject({ state: 'waiting' });
    expect(again.json()).toMatchObject({ state: 'repeated' });
    expect(report).toMatchObject({ way: 'api', sender: 'vouched', isKnown: true });
    expect(report?.candidates).toMatchObject([{ reasons: ['listed', 'accounts'], systems: ['helpdesk'] }]);
    expect(report?.words).not.toContain('ada@company.example');
    expect(run.json()).toMatchObject({ toldBy: 'report', state: 'open', counts: { items: 1, open: 1 } });
    expect(
      (await server.send('POST', `/leave-reports/${report?.id}/confirm`, server.owner, {})).statusCode,
    ).toBe(409);
  });

  test('whoever decides sees first who may be meant and why; of somebody unknown nothing is made up', async () => {
    const tell = (email: string, name: string) =>
      server.send('POST', '/leave-reports', server.owner, { email, name });
    await tell('ben.private@elsewhere.example', 'Ben Carter');
    const [alike] = await reports();
    await tell('nobody@nowhere.example', 'No Body');
    const [unknown] = await reports();
    const chosen = alike?.candidates[0]?.subject;
    const path = `/leave-reports/${alike?.id}/confirm`;
    const nobody = 'sub_00000000-0000-4000-8000-00000000000f';
    const made = await server.send('POST', path, server.manager.cookie, { subject: nobody });
    const confirmed = await server.send('POST', path, server.manager.cookie, { subject: chosen });
    const run = await server.send('GET', `/leavers/${confirmed.json<{ run: string }>().run}`, server.owner);
    await server.send('POST', `/leave-reports/${unknown?.id}/dismiss`, server.owner, { reason: 'unknown' });
    await server.send('POST', `/leavers/${run.json<{ id: string }>().id}/rescind`, server.owner, {
      reason: 'a test',
    });

    expect(alike?.candidates).toMatchObject([
      { reasons: ['name'], accounts: 1, systems: ['helpdesk'], name: 'Ben Carter' },
    ]);
    expect(unknown).toMatchObject({ state: 'waiting', candidates: [], isKnown: false });
    expect(made.statusCode).toBe(400);
    expect(run.json()).toMatchObject({ subject: chosen, counts: { items: 1 } });
  });

  test('a mail is read as mail; who forged it is told, and nothing happens by itself', async () => {
    const url = '/api/workspaces/default/leave-reports/mail?checkedBy=mx.company.example';
    const headers = {
      cookie: server.owner,
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'message/rfc822',
    };
    const forged = mail(['Authentication-Results: mx.company.example; dmarc=fail; spf=pass']).replaceAll(
      'ada@',
      'ben@',
    );
    const sent = await server.app.inject({ method: 'POST', url, headers, payload: forged });
    const [report] = await reports();

    expect(sent.json()).toMatchObject({ state: 'waiting' });
    expect(report).toMatchObject({ way: 'mail', sender: 'failed', isKnown: true, state: 'waiting' });
    expect(report?.words).toContain('I left the agency');
    expect(report?.words).not.toContain('5550123');
    const json = await server.app.inject({
      method: 'POST',
      url: '/api/workspaces/default/leave-reports',
      headers,
      payload: forged,
    });
    expect(json.statusCode).toBe(400);
  });

  test('the form is off until somebody turns it on, says nothing of who is known, and is limited', async () => {
    const guess = await postPublic('/api/leave-form', { token: 'frm_nothing' });
    const { link } = (await server.send('POST', '/leave-reports/form', server.owner, {})).json<{
      link: string;
    }>();
    const token = link.split('#')[1] ?? '';
    const known = await postPublic('/api/leave-form/reports', { token, email: 'ben@company.example' });
    const unknown = await postPublic('/api/leave-form/reports', { token, email: 'nobody@elsewhere.example' });
    const [newest] = await reports();
    for (let i = 0; i < 8; i += 1)
      await postPublic('/api/leave-form/reports', { token, email: `x${i}@elsewhere.example` });
    const flood = await postPublic('/api/leave-form/reports', { token, email: 'y@elsewhere.example' });
    await server.send('DELETE', '/leave-reports/form', server.owner);
    const closed = await postPublic('/api/leave-form', { token });
    const { database } = server.services;
    await database.withWorkspace(server.workspaceId, (tx) => floodWith(tx, 'form', 200));
    const opened = await server.send('POST', '/leave-reports/form', server.owner, {});
    server.clock.forward(2 * 3_600_000);
    const again = {
      token: opened.json<{ link: string }>().link.split('#')[1] ?? '',
      email: 'z@elsewhere.example',
    };
    const full = await postPublic('/api/leave-form/reports', again);
    const byProgram = await server.send('POST', '/leave-reports', server.manager.cookie, {
      email: again.email,
    });

    expect(guess.statusCode).toBe(404);
    expect(known.body).toBe(unknown.body);
    expect(newest).toMatchObject({ way: 'form', sender: 'unproven', isKnown: false, state: 'waiting' });
    expect(flood.statusCode).toBe(429);
    const flooded = await server.send('POST', '/leave-reports/dismiss', server.owner, { reason: 'a flood' });
    const waiting = await server.send('GET', '/leave-reports?state=waiting', server.owner);

    expect(flooded.json<{ dismissed: number }>().dismissed).toBeGreaterThanOrEqual(200);
    expect(waiting.json<{ items: Report[] }>().items.some(({ way }) => way === 'form')).toBe(false);
    expect(waiting.json<{ items: Report[] }>().items.length).toBeGreaterThan(0);
    expect(closed.body).toBe(guess.body);
    expect(full.statusCode).toBe(429);
    expect(byProgram.statusCode).toBe(200);
  });
});

describe('reading a mail', () => {
  const ours = 'mx.company.example';
  const results = (value: string) => `Authentication-Results: ${value}`;
  const senderOf = async (headers: readonly string[], by: string | null = ours) =>
    (await readMail(mail(headers), by)).sender;

  test('only the topmost check counts, for whoever writes a mail can write the others', async () => {
    const honest = results(`${ours}; dmarc=pass`);
    const failed = results(`${ours}; dmarc=fail`);

    expect(await readMail(mail([honest]), ours)).toMatchObject({
      from: { email: 'ada@company.example', name: 'Ada' },
      sender: 'vouched',
    });
    expect(await senderOf([failed, honest])).toBe('failed');
    expect(await senderOf([])).toBe('unproven');
    await expect(readMail('', ours)).rejects.toThrow();
  });

  test('nobody is vouched for by a server that is not ours, a comment, a quotation or another domain', async () => {
    expect(await senderOf([results(`${ours}; dmarc=pass`)], null)).toBe('unproven');
    expect(await senderOf([results('mx.elsewhere.example; dmarc=pass')])).toBe('unproven');
    expect(await senderOf([results(`${ours}; none`)])).toBe('unproven');
    expect(await senderOf([results(`${ours}; spf=pass (dmarc=pass; dmarc=pass) smtp.mailfrom=x`)])).toBe(
      'unproven',
    );
    expect(await senderOf([results(`${ours}; spf=pass smtp.helo="x; dmarc=pass"`)])).toBe('unproven');
    expect(await senderOf([results(`${ours}; spf=pass smtp.mailfrom=dmarc=pass`)])).toBe('unproven');
    expect(await senderOf([results(`${ours}; dmarc=pass header.from=elsewhere.example`)])).toBe('unproven');
    expect(await senderOf([results(`${ours} 1; spf=fail; dmarc = pass header.from=company.example`)])).toBe(
      'vouched',
    );
  });

  test('a megabyte of opened brackets is read at once', async () => {
    const flood = `${mail([])}\r\n${'<'.repeat(1_000_000)}`;
    const before = performance.now();

    expect((await readMail(flood, null)).words).toContain('I left the agency');
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
