import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServerStarter } from './connect-server.ts';
import { runDaybook } from './main.ts';

type Answer = { readonly status?: number; readonly body: unknown };
type Asked = { readonly method: string; readonly url: string; readonly body: unknown };

let folder: string;
let server: Server;
let answers: Record<string, Answer | readonly Answer[]>;
let asked: Asked[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-cli-'));
  asked = [];
  answers = { 'GET /api/health': { body: { status: 'ok', version: '0' } } };
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const name = `${request.method} ${request.url}`;
    asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      body: text === '' ? null : JSON.parse(text),
    });
    const found = answers[name] ?? { status: 404, body: refusal('not-found') };
    const answer = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found;
    response
      .writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((listening) => server.listen(join(folder, 'api.sock'), listening));
});

afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = 0;
});

function refusal(code: string) {
  return { error: { code, message: `the server says ${code}`, hint: 'do something else' } };
}

const neverStarts: ServerStarter = {
  socketPathFor: async () => join(folder, 'api.sock'),
  start: async () => {
    throw new Error('a server runs already');
  },
};

async function run(argv: readonly string[], starter: ServerStarter = neverStarts) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runDaybook([...argv, '--data', folder], {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    environment: {},
    currentDir: folder,
    starter,
  });
  return { exitCode, out: out.join(''), err: err.join('') };
}

const control = {
  id: 'change-review',
  verdict: 'not-effective',
  pass: 3,
  fail: 1,
  unknown: 2,
  notApplicable: 0,
};
const population = {
  kind: 'change',
  scope: 'github.com/acme/app',
  items: 6,
  added: 6,
  changed: 0,
  closed: 0,
  rejected: 0,
  complete: true,
  reasons: [],
  attributes: { signed: 2 },
};
const base = '/api/workspaces/default';
const runningPull = {
  id: 'pul_1',
  connection: 'con_1',
  state: 'running',
  phase: 'reading',
  progress: { done: 1, total: 6, unit: 'items' },
  populations: [],
  error: null,
};
const donePull = { ...runningPull, state: 'completed', populations: [population] };

function answerImport(last: unknown): void {
  answers[`POST ${base}/imports`] = { body: { pull: 'pul_1', connection: 'con_1' } };
  answers[`GET ${base}/pulls/pul_1`] = [{ body: runningPull }, { body: last }];
}

test('check prints the documented object and exits 0', async () => {
  answers[`POST ${base}/checks/run`] = { body: { controls: [control] } };

  const { exitCode, out, err } = await run(['check', '--json']);

  expect(JSON.parse(out)).toEqual({ controls: [control] });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
});

test.each([
  ['fail', { ...control, fail: 1 }, 1],
  ['fail', { ...control, verdict: 'not-observable', fail: 0, unknown: 5 }, 0],
  ['unknown', { ...control, verdict: 'not-observable', fail: 0, unknown: 5 }, 1],
  ['unknown', { ...control, verdict: 'not-observable', fail: 0, unknown: 0 }, 1],
  ['unknown', { ...control, verdict: 'effective', fail: 0, unknown: 0 }, 0],
])('check --fail-on %s answers no only for what was asked', async (level, one, expected) => {
  answers[`POST ${base}/checks/run`] = { body: { controls: [one] } };

  const { exitCode } = await run(['check', '--fail-on', level]);

  expect(exitCode).toBe(expected);
});

test('an import follows its pull to the end and prints the populations', async () => {
  answerImport(donePull);

  const { exitCode, out } = await run(['import', 'git', '.', '--json']);

  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ populations: [population] });
  expect(asked.find((one) => one.url === `${base}/imports`)?.body).toEqual({
    connector: 'git',
    path: folder,
  });
});

test('an import that left the population incomplete is done, and says why it is incomplete', async () => {
  const reasons = ['3 of 400 rows were rejected'];
  answerImport({ ...donePull, populations: [{ ...population, rejected: 3, complete: false, reasons }] });

  const { exitCode, out } = await run(['import', 'table', '.']);

  expect(exitCode).toBe(0);
  expect(out).toContain('◍ incomplete  change  6 items');
  expect(out).toContain('because 3 of 400 rows were rejected');
});

test('a mapping may be given in several options and never swallows the path', async () => {
  answerImport(donePull);
  writeFileSync(join(folder, 'people.csv'), '');

  await run([
    'import',
    '--kind',
    'person',
    '--map',
    'email=Work mail',
    '--map',
    'name=Full=name',
    'table',
    'people.csv',
  ]);

  expect(asked.find((one) => one.url === `${base}/imports`)?.body).toEqual({
    connector: 'table',
    path: join(folder, 'people.csv'),
    settings: { kind: 'person', mapping: { email: 'Work mail', name: 'Full=name' } },
  });
});

test('a pull that failed means we could not look: exit 3 and nothing on standard output', async () => {
  const error = { code: 'source-truncated', message: 'the file ends in the middle', hint: 'export it again' };
  answerImport({ ...donePull, state: 'failed', populations: [], error });

  const { exitCode, out, err } = await run(['import', 'table', '.', '--json']);

  expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
  expect(JSON.parse(err)).toEqual({ error });
});

test('a pull somebody cancelled ends with 130', async () => {
  answerImport({ ...donePull, state: 'cancelled', populations: [] });

  const { exitCode, err } = await run(['import', 'git', '.', '--json']);

  expect(exitCode).toBe(130);
  expect(JSON.parse(err).error.code).toBe('cancelled');
});

test('an interrupt cancels the pull and waits for the server to say so', async () => {
  answers[`POST ${base}/imports`] = { body: { pull: 'pul_1' } };
  answers[`GET ${base}/pulls/pul_1`] = { body: runningPull };
  answers[`POST ${base}/pulls/pul_1/cancel`] = { body: {} };
  server.on('request', (request) => {
    if (request.url === `${base}/pulls/pul_1` && process.listenerCount('SIGINT') > 0) process.emit('SIGINT');
    if (request.url?.endsWith('/cancel'))
      answers[`GET ${base}/pulls/pul_1`] = { body: { ...donePull, state: 'cancelled', populations: [] } };
  });
  const exits: unknown[] = [];
  const exit = process.exit;
  // A second interrupt ends the process at once; here it may only be noted.
  process.exit = ((code: unknown) => exits.push(code)) as typeof process.exit;

  const { exitCode } = await run(['import', 'git', '.']);

  process.exit = exit;
  expect(exitCode).toBe(130);
  expect(asked.some((one) => one.url === `${base}/pulls/pul_1/cancel`)).toBe(true);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test.each([
  [400, 2],
  [404, 2],
  [403, 3],
  [409, 3],
  [500, 3],
])('a refusal with status %i exits %i with its own words', async (status, expected) => {
  answers[`POST ${base}/checks/run`] = { status, body: refusal('some-code') };

  const plain = await run(['check']);
  const json = await run(['check', '--json']);

  expect([plain.exitCode, json.exitCode]).toEqual([expected, expected]);
  expect(plain.err).toBe('error: the server says some-code\nhint:  do something else\n');
  expect(JSON.parse(json.err)).toEqual(refusal('some-code'));
});

test.each([
  [['fly']],
  [['import', 'git']],
  [['check', '--fail-on', 'everything']],
  [['status', '--as-of', 'yesterday']],
  [['package', '--framework', 'x', '--from', '2025-01-01', '--to', '2026-01-01']],
  [['import', 'table', '.', '--map', 'email']],
  [['check', '--colour']],
])('wrong use is exit 2 with a JSON error: %j', async (argv) => {
  const { exitCode, out, err } = await run([...argv, '--json']);

  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(JSON.parse(err).error).toEqual({
    code: expect.any(String),
    message: expect.any(String),
    hint: expect.any(String),
  });
});

test('a source that is not there is exit 3, before any server is asked', async () => {
  const { exitCode, err } = await run(['import', 'git', './nowhere', '--json']);

  expect(exitCode).toBe(3);
  expect(JSON.parse(err).error.code).toBe('source-not-found');
  expect(asked).toEqual([]);
});

test('an answer that does not fit its documented shape is never printed', async () => {
  answers[`POST ${base}/checks/run`] = { body: { controls: [{ id: 'x', verdict: 'fine' }] } };

  const { exitCode, out } = await run(['check', '--json']);

  expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
});

test('status leaves headings out and names every state in words', async () => {
  answers[`GET ${base}/frameworks/soc2?asOf=2026-03-01`] = {
    body: {
      id: 'soc2',
      name: 'SOC 2',
      asOf: '2026-03-01T00:00:00.000Z',
      requirements: [
        {
          id: 'CC',
          title: 'Common criteria',
          parent: null,
          level: 'series',
          assessable: false,
          state: null,
          controls: [],
        },
        {
          id: 'CC8.1',
          title: 'Changes',
          parent: 'CC',
          level: 'criterion',
          assessable: true,
          state: 'failing',
          controls: [],
        },
        {
          id: 'CC9.1',
          title: 'Risk',
          parent: 'CC',
          level: 'criterion',
          assessable: true,
          state: 'not-covered',
          controls: [],
        },
      ],
    },
  };

  const json = await run(['status', '--framework', 'soc2', '--as-of', '2026-03-01', '--json']);
  const plain = await run(['status', '--framework', 'soc2', '--as-of', '2026-03-01']);

  expect(JSON.parse(json.out)).toEqual({
    framework: 'soc2',
    asOf: '2026-03-01T00:00:00.000Z',
    note: null,
    requirements: [
      { id: 'CC8.1', state: 'failing' },
      { id: 'CC9.1', state: 'not-covered' },
    ],
  });
  expect(plain.out).toContain('◆ failing  Changes  CC8.1');
  expect(plain.out).toContain('1 of 2 requirements have a control');
});

const standing = {
  rung: 3,
  sentence:
    'A witness outside this server confirms that the log only grows. What it has confirmed cannot be rewritten unseen.',
  newestAt: '2026-03-01T12:00:00.000Z',
  isOverdue: false,
  targets: [
    { id: 'anc_1', kind: 'witness', name: 'Auditor', state: 'ok', lastAt: null, problem: null },
    {
      id: 'anc_2',
      kind: 'mail',
      name: 'Board',
      state: 'failing',
      lastAt: null,
      problem: 'no mail server is set',
    },
  ],
};

test('status without a framework says how far the ledger is confirmed from outside, and what fails', async () => {
  answers[`GET ${base}/frameworks`] = { body: { items: [] } };
  answers[`GET ${base}/ledger/anchors?limit=1`] = { body: { ...standing, rung: 0, isOverdue: true } };

  const json = await run(['status', '--json']);
  const plain = await run(['status']);

  expect(JSON.parse(json.out).anchors).toMatchObject({
    rung: 0,
    isOverdue: true,
    failing: [{ name: 'Board', problem: 'no mail server is set' }],
  });
  expect(plain.out).toContain('◆ not confirmed by anyone outside');
  expect(plain.out).toContain('◆ Board  no mail server is set');
});

test('anchor says how each answered, and exits 1 when one did not', async () => {
  const good = { target: 'anc_1', state: 'ok', problem: null, size: 7 };
  const bad = { target: 'anc_2', state: 'failing', problem: 'no mail server is set', size: 7 };
  answers[`POST ${base}/ledger/anchors/run`] = [
    { body: { results: [good] } },
    { body: { results: [good, bad] } },
  ];
  answers[`GET ${base}/ledger/anchors?limit=1`] = { body: standing };

  const first = await run(['anchor', '--json']);
  const second = await run(['anchor']);

  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({
    results: [{ ...good, name: 'Auditor', kind: 'witness' }],
    rung: 3,
  });
  expect(second.exitCode).toBe(1);
  expect(second.out).toContain('confirmed size 7');
  expect(second.out).toContain('no mail server is set');
  expect(first.out).toContain('cannot be rewritten unseen');
  expect(second.out).not.toContain('cannot be rewritten unseen');
});

test('a collect that names no single connection is wrong use and lists what there is', async () => {
  const items = ['con_1', 'con_2'].map((id) => ({ id, name: 'Ours' }));
  answers[`GET ${base}/connections`] = { body: { items } };

  const { exitCode, err } = await run(['collect', 'Ours']);

  expect(exitCode).toBe(2);
  expect(err).toContain('`con_1` (Ours), `con_2` (Ours)');
});

test('help is an answer, not an error', async () => {
  const { exitCode, out } = await run(['check', '--help']);

  expect(exitCode).toBe(0);
  expect(out).toContain('--fail-on');
});
