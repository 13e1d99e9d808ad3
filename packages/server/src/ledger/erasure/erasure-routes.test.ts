import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addReader,
  codeOf,
  get,
  post,
  reader,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from '../../access/testing/start-access.ts';
import { discoverRoutes } from '../../platform/index.ts';

const base = '/api/workspaces/default';
const second = { name: 'Otto Owner', email: 'otto@company.example', password: 'a third long phrase' };
const basis = { legalBasis: 'gdpr-art-17-1-b', reason: 'Asked for by letter.' };

let server: TestServer;
let asking: string;
let approving: string;
let person: { readonly subject: string; readonly position: number };

/** Two owners, and a reader who is the person to be erased. */
beforeEach(async () => {
  server = await startAccess({}, await discoverRoutes());
  asking = await setUp(server);
  await addReader(server, asking);
  await post(server, `${base}/members`, { ...second, role: 'owner' }, asking);
  approving = await signInToDecide(server, second);
  const { items } = (await get(server, `${base}/members`, asking)).json();
  const { subject } = items.find((one: { email: string }) => one.email === reader.email);
  person = { subject, position: await identityOf(subject) };
});
afterEach(() => server[Symbol.asyncDispose]());

async function identityOf(subject: string): Promise<number> {
  const query = new URLSearchParams({ ref: subject, type: 'identity.recorded@1' });
  const { items } = (await get(server, `${base}/ledger/entries?${query}`, asking)).json();
  return items[0].position;
}

test('an entry that was erased names the entry that erased it, which tells the legal basis', async () => {
  const before = (await get(server, `${base}/ledger/entries/${person.position}`, asking)).json();
  const asked = await post(server, `${base}/erasures`, { subject: person.subject, ...basis }, asking);
  const approved = await post(server, `${base}/erasures/${asked.json().id}/approve`, {}, approving);

  const after = (await get(server, `${base}/ledger/entries/${person.position}`, asking)).json();
  const eraser = (await get(server, `${base}/ledger/entries/${after.payload.erasedBy}`, asking)).json();

  expect(before.payload).toMatchObject({ state: 'present', erasedBy: null });
  expect(approved.json()).toMatchObject({ state: 'approved', subjectName: null });
  expect(after.payload).toEqual({ state: 'erased', json: null, erasedBy: expect.any(Number) });
  expect(approved.json().entries).toContain(after.payload.erasedBy);
  expect(eraser.entry.type).toBe('payload.erased@1');
  expect(eraser.payload.json).toMatchObject({
    positions: [person.position],
    legalBasis: basis.legalBasis,
  });
  expect([after.text, after.leafHash]).toEqual([before.text, before.leafHash]);
});

test('what an erasure would affect is shown before it is asked for, and nothing is written by looking', async () => {
  const sizeBefore = (await get(server, `${base}/ledger`, asking)).json().log.size;

  const shown = await post(server, `${base}/erasures/preview`, { subject: person.subject }, asking);
  const hold = await post(server, `${base}/holds`, { scope: { kind: 'all' }, reason: 'A claim.' }, asking);
  const held = await post(server, `${base}/erasures/preview`, { subject: person.subject }, asking);

  expect(shown.json()).toEqual({
    affects: { payloads: 1, items: 0, controls: [] },
    notes: expect.any(Array),
    hold: null,
  });
  expect(held.json().hold).toBe(hold.json().id);
  expect((await get(server, `${base}/erasures`, asking)).json().items).toEqual([]);
  expect((await get(server, `${base}/ledger`, asking)).json().log.size).toBe(sizeBefore + 1);
});

test('a look ahead refuses what the request would refuse', async () => {
  const nobody = { subject: 'sub_00000000-0000-4000-8000-000000000001' };
  const preview = (body: object) => post(server, `${base}/erasures/preview`, body, asking);

  expect([
    codeOf(await preview({})),
    codeOf(await preview(nobody)),
    codeOf(await preview({ positions: [0] })),
    codeOf(await preview({ positions: [person.position] })),
  ]).toEqual(['400 bad-request', '404 not-found', '409 not-erasable', '409 not-erasable']);
});
