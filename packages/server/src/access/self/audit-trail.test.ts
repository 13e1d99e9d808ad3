import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { append } from '../../ledger/index.ts';
import { discoverRoutes, findWorkspace, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { changeRole } from '../permissions/change-role.ts';
import {
  addReader,
  codeOf,
  get,
  owner,
  post,
  reader,
  setUp,
  startAccess,
  type TestServer,
} from '../testing/start-access.ts';
import { kindOfType, kindRules, trailKinds } from './trail-kinds.ts';

const trail = '/api/workspaces/default/audit-trail';
let server: TestServer;
let ownerCookie: string;
let readerCookie: string;
let workspaceId: WorkspaceId;
let readerSubject: string;
let ownerSubject: string;

beforeAll(async () => {
  server = await startAccess({}, await discoverRoutes());
  ownerCookie = await setUp(server);
  readerCookie = await addReader(server, ownerCookie);
  const workspace = await server.services.database.withSystem('test', (tx) => findWorkspace(tx, 'default'));
  if (workspace === null) throw new Error('no workspace');
  workspaceId = workspace.id;
  const { items } = (await get(server, '/api/workspaces/default/members', ownerCookie)).json();
  const subjectOf = (name: string) => items.find((one: { name: string }) => one.name === name).subject;
  [ownerSubject, readerSubject] = [subjectOf(owner.name), subjectOf(reader.name)];
  const actor = { kind: 'user', id: ownerSubject, userId: null, label: 'owner' } as const;
  const change = {
    workspaceId,
    actor,
    subject: readerSubject,
    role: 'manager',
    reason: 'reviews access',
  } as const;
  await changeRole(change, server.services);
  await changeRole({ ...change, role: 'reader', reason: 'no more' }, server.services);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe('the audit trail', () => {
  test('says who did what to whom, before and after', async () => {
    const { items } = await read('?kind=people&limit=1');

    expect(items).toEqual([
      {
        position: expect.any(Number),
        at: '2026-03-01T12:00:00.000Z',
        type: 'member.changed@1',
        kind: 'people',
        actor: ownerSubject,
        actorState: 'person',
        actorName: owner.name,
        about: { subject: readerSubject, state: 'person', name: reader.name },
        what: 'A member got another role',
        before: [{ name: 'role', value: 'manager' }],
        after: [{ name: 'role', value: 'reader' }],
        payload: 'present',
      },
    ]);
  });

  test('is paged by cursor, each entry once, without what sources were seen to hold', async () => {
    const whole = await read('?limit=200');
    const pages = [];
    for (let cursor = ''; ; ) {
      const page = await read(`?limit=2${cursor}`);
      pages.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }

    expect(pages).toEqual(whole.items);
    expect(whole.items.map(positionOf)).toEqual(
      whole.items.map(positionOf).toSorted((a: number, b: number) => b - a),
    );
    expect(whole.items.some(({ type }: { type: string }) => type.startsWith('identity.'))).toBe(false);
  });

  test('finds by plain words, by a name, by a pseudonym and by position', async () => {
    const byWords = await read('?search=another%20ROLE');
    const byName = await read(`?search=${encodeURIComponent(reader.name.toLowerCase())}`);
    const bySubject = await read(`?search=${readerSubject}`);
    const [first] = byWords.items;
    const byPosition = await read(`?search=%23${first.position}`);

    expect(typesOf(byWords)).toEqual(['member.changed@1', 'member.changed@1']);
    expect(new Set(typesOf(byName))).toEqual(
      new Set(['member.changed@1', 'member.added@1', 'session.started@1']),
    );
    expect(typesOf(bySubject)).toEqual(typesOf(byName));
    expect(byPosition.items).toEqual([first]);
    expect((await read('?search=nothing-like-this')).items).toEqual([]);
  });

  test('narrows by who did it, by kind and by time, alone and together', async () => {
    const byOwner = await read(`?actor=${ownerSubject}&kind=people`);
    const signIns = await read(`?actor=${readerSubject}&kind=sign-in,people`);

    expect(byOwner.items.every(({ actor }: { actor: string }) => actor === ownerSubject)).toBe(true);
    expect(typesOf(byOwner)).toContain('member.added@1');
    expect(new Set(typesOf(signIns))).toEqual(new Set(['session.started@1']));
    expect((await read('?to=2026-03-01')).items).toEqual([]);
    expect((await read('?from=2026-03-01&to=2026-03-02&kind=people')).items.length).toBeGreaterThan(2);
    expect(codeOf(await get(server, `${trail}?kind=secrets`, ownerCookie))).toBe('400 bad-request');
  });

  test('does not exist for whoever may not see it', async () => {
    expect(codeOf(await get(server, trail))).toBe('401 unauthenticated');
    const added = {
      ...reader,
      email: 'agent@people.example',
      name: 'Agent',
      role: 'agent',
      password: 'a long enough password',
    };
    await post(server, '/api/workspaces/default/members', added, ownerCookie);
    const signedIn = await post(server, '/api/sign-in', { email: added.email, password: added.password });
    const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

    expect(codeOf(await get(server, trail, cookie))).toBe('403 forbidden');
    expect((await get(server, trail, readerCookie)).json().kinds).toEqual([...trailKinds]);
  });

  test('tells other workspaces nothing', async () => {
    expect(codeOf(await get(server, '/api/workspaces/other/audit-trail', ownerCookie))).toBe('404 not-found');
  });

  test('says of what cannot be opened that it cannot be', async () => {
    const input = {
      type: 'member.changed@1',
      actor: systemActor,
      occurredAt: null,
      observedAt: '2026-03-01T12:00:00.000Z',
      refs: [readerSubject],
      payload: ownWords({ before: { role: 'reader' }, after: { role: 'agent' } }),
    } as const;
    const { services } = server;
    await services.database.withWorkspace(workspaceId, (tx) => append(tx, [input], services));
    const locked = { ...services.dataKeys, find: async () => new Map() };
    const { listTrail } = await import('./list-trail.ts');
    const asked = {
      kinds: trailKinds,
      search: null,
      actor: null,
      from: null,
      to: null,
      before: null,
      limit: 1,
    };

    const { items } = await listTrail(
      workspaceId,
      { ...asked, mayFindByName: true },
      { ...services, dataKeys: locked },
    );

    expect(items[0]).toMatchObject({
      what: 'A member got another role',
      actorState: 'system',
      about: { state: 'unreadable', name: null },
      before: null,
      after: null,
      payload: 'unreadable',
    });
  });
});

describe('the kinds of the trail', () => {
  test('name each beginning of a type once', () => {
    const all = trailKinds.flatMap((kind) => kindRules[kind].types);

    expect(new Set(all).size).toBe(all.length);
  });

  test('place by the most exact beginning, and lose nothing', () => {
    expect(kindOfType('break-glass.used@1')).toBe('sign-in');
    expect(kindOfType('break-glass.sealed@1')).toBe('configuration');
    expect(kindOfType('something.new@1')).toBe('ledger');
    expect(kindOfType('record.observed@1')).toBeNull();
  });
});

type Found = {
  readonly items: { readonly position: number; readonly type: string }[];
  readonly nextCursor: string | null;
};

async function read(query: string) {
  const answer = await get(server, `${trail}${query}`, ownerCookie);
  expect(codeOf(answer)).toBe('200 ok');
  return answer.json();
}

function typesOf({ items }: Found): readonly string[] {
  return items.map(({ type }) => type);
}

function positionOf({ position }: Found['items'][number]): number {
  return position;
}
