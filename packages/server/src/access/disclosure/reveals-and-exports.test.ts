import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canaries,
  type DisclosedServer,
  startDisclosed,
  workspacePath,
} from '../../testing/start-disclosed.ts';
import { codeOf, get, origin, post } from '../testing/start-access.ts';
import { endRunOutExports } from './end-exports.ts';

let server: DisclosedServer;
type Person = { readonly cookie: string; readonly subject: string };
let auditor: Person;
let manager: Person;
let isms: Person;
let employee: Person;
let subject: string;

beforeAll(async () => {
  server = await startDisclosed();
  auditor = await server.addMember('aude', 'auditor');
  manager = await server.addMember('mara', 'manager');
  isms = await server.addMember('ines', 'isms-owner');
  employee = await server.addMember('emil', 'employee');
  const found = await get(server, `${workspacePath}/subjects?search=${canaries.login}`, server.owner);
  subject = found.json().items[0].subject;
}, 120_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const reveals = `${workspacePath}/reveals`;
const exports = `${workspacePath}/exports`;
const reason = 'matching the sample to the list of leavers';

async function entriesOf(type: string) {
  const answer = await get(server, `${workspacePath}/ledger/entries?type=${type}`, server.owner);
  const items: { position: number }[] = answer.json().items;
  const found = [];
  for (const { position } of items) {
    const entry = await get(server, `${workspacePath}/ledger/entries/${position}`, server.owner);
    found.push(entry.json().payload.json);
  }
  return found;
}

describe('a reveal', () => {
  test('shows one value to one reader for a quarter of an hour, and the entry says who, whose and why, never what', async () => {
    const handle = subject.replace('sub_', '').replaceAll('-', '').slice(0, 12);

    const shown = await post(server, reveals, { subject: handle, field: 'login', reason }, auditor.cookie);

    expect(shown.json()).toMatchObject({ state: 'shown', values: { login: canaries.login } });
    expect(Date.parse(shown.json().until) - Date.parse(server.clock.now())).toBe(15 * 60_000);
    const [entry] = await entriesOf('value.revealed');
    expect(entry).toMatchObject({ reader: auditor.subject, subject, field: 'login', reason });
    expect(JSON.stringify(entry)).not.toContain(canaries.login);
    const current = (cookie: string) => get(server, `${reveals}/current`, cookie);
    expect((await current(auditor.cookie)).json().items).toMatchObject([
      { handle, values: { login: canaries.login } },
    ]);
    expect((await current(manager.cookie)).json().items).toEqual([]);

    server.clock.forward(15 * 60_000);

    expect((await current(auditor.cookie)).json().items).toEqual([]);
  });

  test('can be hidden again before its time, and changes no list, search or export', async () => {
    const shown = await post(server, reveals, { subject, field: 'name', reason }, auditor.cookie);
    expect(shown.json().values).toEqual({ name: canaries.name });
    const items = await get(server, `${workspacePath}/populations/items?kind=account`, auditor.cookie);
    expect(items.body).not.toContain(canaries.name);

    const url = `${reveals}/${shown.json().id}`;
    await server.app.inject({ method: 'DELETE', url, headers: { origin, cookie: auditor.cookie } });

    expect((await get(server, `${reveals}/current`, auditor.cookie)).json().items).toEqual([]);
  });

  test('needs a reason of ten characters and somebody who may', async () => {
    const order = { subject, field: 'name', reason: 'because  ' };

    expect(codeOf(await post(server, reveals, order, auditor.cookie))).toBe('400 reveal-reason-needed');
    expect(codeOf(await post(server, reveals, { ...order, reason }, employee.cookie))).toBe('403 forbidden');
    expect(
      codeOf(await post(server, reveals, { subject: '0'.repeat(12), field: 'name', reason }, auditor.cookie)),
    ).toBe('404 not-found');
  });

  test('beyond twenty in an hour waits for a manager, never for oneself', async () => {
    server.clock.forward(3_600_000);
    const ask = () => post(server, reveals, { subject, field: 'email', reason }, auditor.cookie);
    const states: string[] = [];
    for (let i = 0; i < 21; i += 1) states.push((await ask()).json().state);
    expect(states.filter((state) => state === 'shown')).toHaveLength(20);
    expect(states.at(-1)).toBe('waiting');
    const [waiting] = (await get(server, reveals, manager.cookie)).json().items;
    const approve = `${reveals}/${waiting.id}/approve`;

    expect(codeOf(await post(server, approve, {}, auditor.cookie))).toBe('403 forbidden');
    expect((await post(server, approve, {}, manager.cookie)).json()).toMatchObject({
      state: 'shown',
      decidedBy: manager.subject,
    });
    expect(codeOf(await post(server, approve, {}, manager.cookie))).toBe('409 already-decided');
  });

  test('others’ are listed for who looks after members, one’s own for everyone', async () => {
    const seen = async (cookie: string) => (await get(server, reveals, cookie)).json().items.length;

    expect(await seen(isms.cookie)).toBeGreaterThan(20);
    expect(await seen(auditor.cookie)).toBeGreaterThan(20);
    expect(await seen(employee.cookie)).toBe(0);
  });
});

describe('an export', () => {
  const order = { what: 'items', query: { kind: 'account' }, reason: 'quarterly review of accounts' };

  test('without names is ready at once, with its watermark in the file and in its name', async () => {
    const made = (await post(server, exports, order, isms.cookie)).json();
    expect(made).toMatchObject({ state: 'ready', rows: 2, hasNames: false });

    const file = await get(server, `${exports}/${made.id}/file`, isms.cookie);

    const [head = '', ...body] = file.body.split('\r\n');
    const rest = file.body.slice(head.length + 2);
    expect(createHash('sha256').update(rest).digest('hex')).toBe(made.digest);
    for (const part of [made.id, isms.subject, order.reason, 'rows=2', made.digest, made.requestedAt])
      expect(head).toContain(part);
    expect(head.startsWith('"# Daybook export')).toBe(true);
    expect(file.headers['content-disposition']).toMatch(
      new RegExp(
        `daybook_items_.*_quarterly-review-of-accounts_2-rows_${made.id}_${made.digest.slice(0, 12)}\\.csv`,
      ),
    );
    expect(body[0]).toBe(
      '"kind","scope","key","title","value","isErased","position","occurredAt","observedAt"',
    );
    expect(file.body).not.toContain(canaries.name);
    expect(file.body).toContain('•••• (person');
    const [entry] = await entriesOf('export.downloaded');
    expect(entry).toMatchObject({ export: made.id, rows: 2, digest: made.digest, downloads: 1 });
  });

  test('with names waits for another person, and is for who asked alone', async () => {
    const made = (
      await post(server, exports, { ...order, format: 'jsonl', withNames: true }, isms.cookie)
    ).json();
    expect(made).toMatchObject({ state: 'waiting', hasNames: true });
    const file = `${exports}/${made.id}/file`;
    const approve = `${exports}/${made.id}/approve`;

    expect(codeOf(await get(server, file, isms.cookie))).toBe('409 export-waiting');
    expect(codeOf(await post(server, approve, {}, isms.cookie))).toBe('409 second-person-needed');
    expect(codeOf(await post(server, approve, {}, manager.cookie))).toBe('403 forbidden');
    expect((await post(server, approve, {}, server.owner)).json()).toMatchObject({ state: 'ready' });

    expect(codeOf(await get(server, file, server.owner))).toBe('404 not-found');
    const { body } = await get(server, file, isms.cookie);
    const [head = ''] = body.split('\n');
    expect(JSON.parse(head).daybook).toMatchObject({ export: made.id, names: 'shown', rows: 2 });
    expect(body).toContain(canaries.name);
  });

  test('longer than the workspace allows alone waits, names or not', async () => {
    const limit = { method: 'PUT', url: `${exports}/limit`, payload: { rowsAlone: 1 } } as const;
    const changed = await server.app.inject({ ...limit, headers: { origin, cookie: server.owner } });
    expect(changed.json()).toEqual({ rowsAlone: 1 });

    expect((await post(server, exports, order, isms.cookie)).json().state).toBe('waiting');

    await server.app.inject({
      ...limit,
      payload: { rowsAlone: 500 },
      headers: { origin, cookie: server.owner },
    });
    expect(await entriesOf('export-limit.changed')).toMatchObject([
      { before: { rowsAlone: 1 }, after: { rowsAlone: 500 } },
      { before: { rowsAlone: 500 }, after: { rowsAlone: 1 } },
    ]);
  });

  test('holds no names where the role shows none, even when they are asked for', async () => {
    const admin = await server.addMember('adam', 'administrator');

    const made = (await post(server, exports, { ...order, withNames: true }, admin.cookie)).json();
    const text = (await get(server, `${exports}/${made.id}/file`, admin.cookie)).body;

    expect(made.hasNames).toBe(false);
    expect(text).not.toContain(canaries.name);
    expect(text).toContain('•••• (person');
  });

  test('is withdrawn when the rights of who asked have changed, and its file is gone', async () => {
    const changing = await server.addMember('carl', 'control-owner');
    const made = (await post(server, exports, order, changing.cookie)).json();
    const url = `${workspacePath}/members/${changing.subject}`;
    const headers = { origin, cookie: server.owner };
    await server.app.inject({
      method: 'PATCH',
      url,
      headers,
      payload: { role: 'manager', reason: 'moved on' },
    });

    expect(codeOf(await get(server, `${exports}/${made.id}/file`, changing.cookie))).toMatch(
      /^(410 export-withdrawn|401)/,
    );
  });

  test('is gone from the storage after a day', async () => {
    const made = (await post(server, exports, order, isms.cookie)).json();
    const folder = join(server.dataDir, 'exports', server.workspaceId);
    expect(existsSync(join(folder, made.id))).toBe(true);

    server.clock.forward(24 * 3_600_000);
    await endRunOutExports(server.workspaceId, server.services);

    expect(readdirSync(folder)).toEqual([]);
    expect(codeOf(await get(server, `${exports}/${made.id}/file`, isms.cookie))).toBe('410 export-ended');
    expect((await entriesOf('export.expired')).map((entry) => entry.export)).toContain(made.id);
  });

  test('of a list that is not there, or that one may not see, is refused', async () => {
    expect(codeOf(await post(server, exports, { ...order, what: 'nothing' }, isms.cookie))).toBe(
      '404 export-unknown',
    );
    expect(codeOf(await post(server, exports, { ...order, what: 'exports' }, employee.cookie))).toBe(
      '403 forbidden',
    );
    expect(codeOf(await post(server, exports, { ...order, query: {} }, isms.cookie))).toBe('400 bad-request');
  });

  test('leaves nothing half written when its list fails on the way', async () => {
    const before = readdirSync(join(server.dataDir, 'exports', server.workspaceId)).length;

    const failed = await post(
      server,
      exports,
      { ...order, query: { kind: 'account', knownAt: 'nonsense' } },
      isms.cookie,
    );

    expect(failed.statusCode).toBe(400);
    expect(readdirSync(join(server.dataDir, 'exports', server.workspaceId))).toHaveLength(before);
    expect(readdirSync(join(server.dataDir, 'tmp')).filter((name) => name.startsWith('export-'))).toEqual([]);
  });
});

test('an erased person is erased for everyone: never shown, never masked, and gone from exports', async () => {
  const made = (
    await post(server, exports, { what: 'items', query: { kind: 'account' }, reason }, isms.cookie)
  ).json();
  await server.services.database.withWorkspace(server.workspaceId, async (tx) => {
    for (const part of server.services.erasureParts.all)
      await part.forget?.(tx, { subject, positions: [] }, []);
  });
  for (const part of server.services.erasureParts.all) await part.afterwards?.(server.workspaceId);

  const asked = await post(server, reveals, { subject, field: 'name', reason }, isms.cookie);

  expect(asked.json()).toEqual({ state: 'erased', id: null, values: {}, until: null });
  const items = (await get(server, `${workspacePath}/populations/items?kind=account`, auditor.cookie)).json();
  expect(items.items.map(({ title }: { title: string }) => title).join()).toMatch(
    /erased \(person [0-9a-f]{12}\)/,
  );
  expect(codeOf(await get(server, `${exports}/${made.id}/file`, isms.cookie))).toBe('410 export-ended');
});
