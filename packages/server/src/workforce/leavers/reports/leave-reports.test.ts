import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { origin } from '../../../access/testing/start-access.ts';
import { startWorkforce, type WorkforceServer } from '../../testing/start-workforce.ts';
import { account, accounts, people, person } from '../../testing/told-records.ts';
import { readMail } from './read-mail.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
  await server.tell('hr', people(person('ada'), person('ben')), accounts(account('ada'), account('ben')));
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
    expect(report?.words).not.toContain('ada@company.example');
    expect(run.json()).toMatchObject({ toldBy: 'report', state: 'open', counts: { items: 1, open: 1 } });
    expect(
      (await server.send('POST', `/leave-reports/${report?.id}/confirm`, server.owner, {})).statusCode,
    ).toBe(409);
  });

  test('a mail is read as mail; who forged it is told, and nothing happens by itself', async () => {
    const url = '/api/workspaces/default/leave-reports/mail';
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

    expect(guess.statusCode).toBe(404);
    expect(known.body).toBe(unknown.body);
    expect(newest).toMatchObject({ way: 'form', sender: 'unproven', isKnown: false, state: 'waiting' });
    expect(flood.statusCode).toBe(429);
    expect(closed.body).toBe(guess.body);
  });
});

describe('reading a mail', () => {
  test('only the topmost check counts, for whoever writes a mail can write the others', async () => {
    const honest = 'Authentication-Results: mx.company.example; dmarc=pass';
    const failed = 'Authentication-Results: mx.company.example; dmarc=fail';

    expect(await readMail(mail([honest]))).toMatchObject({
      from: { email: 'ada@company.example', name: 'Ada' },
      sender: 'vouched',
    });
    expect((await readMail(mail([failed, honest]))).sender).toBe('failed');
    expect((await readMail(mail([]))).sender).toBe('unproven');
    await expect(readMail('')).rejects.toThrow();
  });
});
