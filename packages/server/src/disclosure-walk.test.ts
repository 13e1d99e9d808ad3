import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from './access/permissions/role.ts';
import { origin, post } from './access/testing/start-access.ts';
import { append } from './ledger/index.ts';
import { discoverRoutes, type Route, systemActor } from './platform/index.ts';
import { ownWords } from './redaction/index.ts';
import { canaries, type DisclosedServer, startDisclosed, workspacePath } from './testing/start-disclosed.ts';

// Every route there is, asked by everyone who may not see the people in the evidence: no byte of them leaves, in a body, a
// header, an error, a stream, a package or an export. A new route is in the walk as soon as its file exists.
const routes = await discoverRoutes();

/** What each role never sees; by hand, from the page on personal values. */
const hidden: Readonly<Partial<Record<Role, readonly (keyof typeof canaries)[]>>> = {
  reader: ['name', 'email', 'login', 'owner'],
  auditor: ['name', 'email', 'login', 'owner'],
  'support-lead': ['name', 'email', 'login', 'owner'],
  administrator: ['name', 'email', 'owner', 'text'],
  engineer: ['name', 'email', 'owner'],
  'control-owner': ['email'],
  employee: ['name', 'email', 'login', 'owner', 'text'],
  agent: ['name', 'email', 'login', 'owner', 'text'],
  moderator: ['name', 'email', 'login', 'owner', 'text'],
  buyer: ['name', 'email', 'login', 'owner', 'text'],
};
const rolesHidden = Object.keys(hidden) as Role[]; // the keys of the object above

let server: DisclosedServer;
let values: Readonly<Record<string, readonly string[]>>;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startDisclosed();
  for (const role of rolesHidden) cookies.set(role, (await server.addMember(`w-${role}`, role)).cookie);
  await writeChange();
  values = await findValues();
}, 240_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** A change whose title holds a name that no detector knows. */
async function writeChange(): Promise<void> {
  const { services, workspaceId } = server;
  const at = services.clock.now();
  const value = {
    ...{ sha: 'a'.repeat(40), title: `Ask ${canaries.text} first`, committedAt: at, author: 'unknown' },
    ...{ committer: 'unknown', parents: 1, signature: 'none', pullRequests: [] },
    trailers: { reviewedBy: [], ackedBy: [], signedOffBy: [], reviewedOn: [], pullRequest: null },
  };
  const record = { kind: 'change', scope: 'example.test/r', key: value.sha, value };
  const base = { actor: systemActor, occurredAt: at, observedAt: at, refs: ['con_walk', 'pul_walk'] };
  const report = {
    ...{
      kind: 'change',
      scope: 'example.test/r',
      query: 'git log',
      items: 1,
      added: 1,
      changed: 0,
      closed: 0,
    },
    ...{
      rejected: 0,
      duplicates: 0,
      complete: false,
      visible: true,
      reasons: ['a test'],
      pages: 1,
      first: null,
    },
    ...{
      last: null,
      sourceCount: null,
      gaps: [],
      attributes: {},
      maxGapHours: 24,
      snapshotDigest: 'c'.repeat(64),
    },
  };
  const closing = {
    connector: 'git',
    startedAt: at,
    finishedAt: at,
    firstPosition: 0,
    populations: [report],
  };
  await services.database.withWorkspace(workspaceId, (tx) =>
    append(
      tx,
      [
        { ...base, type: 'record.observed@1', payload: ownWords(record) },
        { ...base, type: 'pull.completed@1', payload: ownWords(closing) },
      ],
      services,
    ),
  );
  await services.followers.run(workspaceId);
}

function ask(url: string, cookie: string) {
  return server.app.inject({ method: 'GET', url, headers: { cookie, origin } });
}

/** Real ids for the parameters of addresses, so that handlers are reached; found through the owner's own eyes. */
async function findValues() {
  const list = async (path: string) => {
    const answer = (await ask(workspacePath + path, server.owner)).json();
    if (!Array.isArray(answer.items)) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    // The lists asked for here hold objects with ids.
    return answer.items as { id: string; subject: string; key: string; scope: string; position: number }[];
  };
  const entries = await list('/ledger/entries?limit=200');
  const positions = entries.map(({ position }) => String(position));
  const upload = await server.upload('more.csv', `name,email,role\n${canaries.name},${canaries.email},x\n`);
  const window = { framework: 'soc2-tsc-2017-2022', from: '2026-01-01', to: '2026-03-02' };
  for (const names of ['included', 'left-out'])
    await post(server, `${workspacePath}/packages`, { ...window, names }, server.owner);
  const [found] = (await ask(`${workspacePath}/subjects?search=${canaries.login}`, server.owner)).json()
    .items;
  const erasure = { subject: found.subject, legalBasis: 'contract', reason: 'asked for by letter' };
  await post(server, `${workspacePath}/erasures`, erasure, server.owner);
  const exported = {
    what: 'items',
    query: { kind: 'account' },
    withNames: true,
    reason: 'a walk over everything',
  };
  await post(server, `${workspacePath}/exports`, exported, server.owner);
  const ids = async (path: string) => (await list(path)).map(({ id }) => id);
  return {
    position: positions,
    connection: await ids('/connections'),
    pull: await ids('/pulls'),
    control: (await ids('/controls')).slice(0, 3),
    framework: (await ids('/frameworks')).slice(0, 1),
    package: await ids('/packages'),
    erasure: await ids('/erasures'),
    export: await ids('/exports'),
    subject: [found.subject],
    member: (await list('/members')).map(({ subject }) => subject).slice(0, 2),
    upload: [upload],
    item: [...(await itemQueries(list))],
  };
}

async function itemQueries(list: (path: string) => Promise<{ key: string; scope: string }[]>) {
  const queries: string[] = [];
  for (const kind of ['account', 'person', 'change'])
    for (const { scope, key } of await list(`/populations/items?kind=${kind}`))
      queries.push(new URLSearchParams({ kind, scope, key }).toString());
  return queries;
}

/** Every address of a route with every value that is known for its parameters. */
function addressesOf(route: Route): readonly string[] {
  let addresses = [route.path.replace(':workspace', 'default')];
  for (const [, name = ''] of route.path.replace(':workspace', '').matchAll(/:([a-zA-Z]+)/g)) {
    const known = values[name] ?? ['con_00000000-0000-7000-8000-000000000000'];
    addresses = addresses.flatMap((address) => known.map((value) => address.replace(`:${name}`, value)));
  }
  if (route.method !== 'GET' || route.query === undefined) return addresses;
  const words = Object.values(canaries).map((word) => encodeURIComponent(word));
  const questions = [
    ...['', 'limit=200', 'kind=account', 'kind=person', 'kind=change', 'action=member.list', 'outcome=fail'],
    ...words.map((word) => `search=${word.slice(0, 5)}&kind=account`),
    ...(route.path.endsWith('/item') ? (values.item ?? []) : []),
  ];
  // The address of one entry or one pull has no questions of its own.
  const asked = addresses.length > 5 ? questions.slice(0, 1) : questions;
  return addresses.flatMap((address) =>
    asked.map((query) => (query === '' ? address : `${address}?${query}`)),
  );
}

/** Everything of an answer, as its bytes stand in it. */
function bytesOf(answer: { readonly headers: object; readonly rawPayload: Buffer }): string {
  return `${JSON.stringify(answer.headers)}\n${answer.rawPayload.toString('utf8')}`.toLowerCase();
}

function found(text: string, words: readonly (keyof typeof canaries)[]) {
  // The walk's own questions are no leak where an error repeats the name of a field; no answer repeats a whole value.
  return words.filter((word) => text.includes(canaries[word].toLowerCase()));
}

const isLive = (route: Route) => route.path.endsWith('/live');
const gets = routes.filter((route) => route.method === 'GET' && !isLive(route));
const others = routes.filter((route) => route.method !== 'GET' && route.path.includes(':workspace'));

test('the owner does find the canaries on these roads: the walk would see a leak', async () => {
  const seen = new Map<string, Set<string>>();
  for (const route of gets) {
    for (const address of addressesOf(route)) {
      const text = bytesOf(await ask(address, server.owner));
      for (const word of found(text, ['name', 'email', 'login', 'owner', 'text']))
        seen.set(word, (seen.get(word) ?? new Set()).add(route.path));
    }
  }

  expect([...seen.keys()].sort()).toEqual(['email', 'login', 'name', 'owner', 'text']);
  expect(new Set([...seen.values()].flatMap((paths) => [...paths])).size).toBeGreaterThan(5);
}, 240_000);

describe.each(rolesHidden)('%s', (role) => {
  const words = hidden[role] ?? [];

  test('reads no byte of what is masked on any reading route', async () => {
    const cookie = cookies.get(role) ?? '';
    const leaks: unknown[] = [];
    for (const route of gets) {
      for (const address of addressesOf(route)) {
        const answer = await ask(address, cookie);
        if (answer.statusCode === 401 && route.permission.needs === 'workspace')
          throw new Error(`${role} is not signed in any more`);
        if (answer.statusCode === 500) leaks.push([address, answer.body]);
        const leaked = found(bytesOf(answer), words);
        if (leaked.length > 0) leaks.push([address, leaked, answer.body.slice(0, 300)]);
      }
    }

    expect(leaks).toEqual([]);
  }, 240_000);

  test('and none by asking for anything, with an empty body or one that is nearly right', async () => {
    const cookie = cookies.get(role) ?? '';
    const [handle = ''] = values.subject ?? [];
    const leaks: unknown[] = [];
    for (const route of others) {
      if (/reveals$/.test(route.path)) continue;
      for (const address of addressesOf(route).slice(0, 3)) {
        for (const payload of [
          {},
          { subject: handle, name: 'x', reason: 'a good reason', connector: 'table' },
        ]) {
          const answer = await server.app.inject({
            ...{ method: route.method, url: address, headers: { cookie, origin }, payload },
          });
          const leaked = found(bytesOf(answer), words);
          if (leaked.length > 0) leaks.push([route.method, address, leaked, answer.body.slice(0, 300)]);
        }
      }
    }

    expect(leaks).toEqual([]);
  }, 240_000);

  test('and none in an export of any list, with names asked for', async () => {
    const cookie = cookies.get(role) ?? '';
    const leaks: unknown[] = [];
    for (const { exportAs } of routes.filter((route) => route.exportAs !== undefined)) {
      for (const query of [
        { kind: 'account' },
        { kind: 'person' },
        { kind: 'change' },
        { control: 'account-ownership' },
      ]) {
        const order = {
          what: exportAs,
          format: 'jsonl',
          query,
          withNames: true,
          reason: 'a walk over everything',
        };
        const made = await post(server, `${workspacePath}/exports`, order, cookie);
        const { id } = made.json<{ id?: string }>();
        const file = id === undefined ? null : await ask(`${workspacePath}/exports/${id}/file`, cookie);
        const leaked = found(bytesOf(made) + (file === null ? '' : bytesOf(file)), words);
        if (made.statusCode === 500 || leaked.length > 0)
          leaks.push([exportAs, query, leaked, made.body.slice(0, 300)]);
      }
    }

    expect(leaks).toEqual([]);
  }, 240_000);

  test('and none by what screens are told while they are open', async () => {
    const cookie = cookies.get(role) ?? '';
    const { services, workspaceId } = server;
    const { rows } = await services.database.systemPool.query<{ id: string }>('select id from auth_user');
    const users = rows.map(({ id }) => id);
    const open = ask(`${workspacePath}/live`, cookie);
    const stop = setInterval(() => {
      for (const topic of ['pulls', 'facts', 'ledger'] as const) services.live.publish(workspaceId, topic);
      for (const user of users) services.live.end(user);
    }, 50);

    const answer = await open;
    clearInterval(stop);

    expect(found(bytesOf(answer), words)).toEqual([]);
  });
});

describe('a search by what is masked is no oracle', () => {
  const asked = (word: string) => [
    `${workspacePath}/subjects?search=${encodeURIComponent(word)}`,
    `${workspacePath}/populations/items?kind=account&search=${encodeURIComponent(word)}`,
    `${workspacePath}/populations/items?kind=change&search=${encodeURIComponent(word)}`,
  ];

  test.each([
    ['reader', canaries.name],
    ['reader', canaries.login],
    ['auditor', canaries.email],
    ['administrator', canaries.text],
    ['administrator', canaries.owner],
  ] as const)(
    '%s searching for %s gets to the letter what a word that stands nowhere gets',
    async (role, word) => {
      const cookie = cookies.get(role) ?? '';
      const nowhere = 'Zzqxv Nowhere'.padEnd(word.length, 'x').slice(0, word.length);

      for (const [i, url] of asked(word).entries()) {
        const [there, not] = [await ask(url, cookie), await ask(asked(nowhere)[i] ?? '', cookie)];
        expect([url, there.statusCode, there.body]).toEqual([url, not.statusCode, not.body]);
      }
    },
  );

  test('nor does the time it takes tell them apart', async () => {
    const cookie = cookies.get('reader') ?? '';
    const [there, not] = [asked(canaries.login)[0] ?? '', asked('zqxvzzlogin00')[0] ?? ''];
    const timesMs: [number[], number[]] = [[], []];
    for (let round = 0; round < 130; round += 1) {
      // Interleaved and in turns, so that what else the machine does meets both alike.
      for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const startedAt = performance.now();
        await ask(which === 0 ? there : not, cookie);
        if (round >= 10) timesMs[which].push(performance.now() - startedAt);
      }
    }

    // Mann–Whitney: the share of pairs in which one is slower is a half when nothing tells them apart. With 120 of each its
    // standard error is 0.037; five of them let one in three million runs fail without cause.
    expect(Math.abs(slowerShare(...timesMs) - 0.5)).toBeLessThan(5 * 0.0374);
  }, 60_000);

  test('the measure of time does tell apart what differs by a tenth', () => {
    const base = Array.from({ length: 120 }, (_, i) => 10 + (i % 12) / 10);

    expect(
      slowerShare(
        base.map((ms) => ms * 1.1),
        base,
      ) - 0.5,
    ).toBeGreaterThan(5 * 0.0374);
  });
});

function slowerShare(one: readonly number[], other: readonly number[]): number {
  let slower = 0;
  for (const a of one) for (const b of other) slower += a > b ? 1 : a === b ? 0.5 : 0;
  return slower / (one.length * other.length);
}
