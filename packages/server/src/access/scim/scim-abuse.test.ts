import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entraUser, oktaUser, patchSchema } from './testing/scim-client.ts';
import { startScim, type TestScim } from './testing/start-scim.ts';

// Whatever a client sends is answered with what SCIM has for it, soon, and never as a fault of ours.
let scim: TestScim;
let someone: string;

beforeAll(async () => {
  scim = await startScim();
  someone = (await scim.scim('POST', '/Users', entraUser('zoe'))).body.id;
  await scim.scim(
    'POST',
    '/Users',
    oktaUser('yan', { emails: [{ value: 'yan.private@company.example', type: 'home' }] }),
  );
});

afterAll(async () => {
  await scim?.[Symbol.asyncDispose]();
});

function find(filter: string) {
  return scim.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
}

test.each([
  ['userName eq "zoe@company.example"', ['zoe']],
  ['userName eq "ZOE@company.example" and active eq true', ['zoe']],
  ['userName sw "ZO" or displayName sw "yan"', ['zoe', 'yan']],
  ['not (userName co "zo")', ['yan']],
  ['not (userName co "zo" and active eq true)', ['yan']],
  ['userName ew "@company.example" and (externalId eq "00uyan" or externalId eq "nobody")', ['yan']],
  ['externalId eq "00UYAN"', []],
  ['externalId pr', ['zoe', 'yan']],
  ['title pr', []],
  ['title ne "Agent"', ['zoe', 'yan']],
  ['emails eq "yan.private@company.example"', ['yan']],
  ['emails.value co "private"', ['yan']],
  ['emails[type eq "work" and value co "zoe"]', ['zoe']],
  ['emails[type eq "home" and value co "zoe"]', []],
  ['emails[not (type eq "work")]', ['yan']],
  ['emails.primary eq true', ['zoe']],
  ['active ne true', []],
  ['active eq "True"', ['zoe', 'yan']],
  ['name.familyName eq "example" and name.givenName ge "z"', ['zoe']],
  ['meta.created gt "2020-01-01T00:00:00Z"', ['zoe', 'yan']],
  ['meta.lastModified lt "2020-01-01T00:00:00Z"', []],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "zoe@company.example"', ['zoe']],
  ['userName sw "z%"', []],
  ['userName sw "_oe"', []],
  ['groups.value eq "nothing"', []],
])('the filter %s finds %s', async (filter, names) => {
  const answer = await find(filter);

  expect(answer.status).toBe(200);
  expect(answer.body.Resources.map(({ name }: { name: { givenName: string } }) => name.givenName)).toEqual(
    names,
  );
});

test.each([
  'userName',
  'userName eq',
  'userName xx "a"',
  'nobody eq "a"',
  '__proto__ eq "a"',
  'userName eq "a" and',
  '(((userName eq "a")',
  'active gt true',
  'active eq "perhaps"',
  'meta.created gt "yesterday"',
  'userName[value eq "a"]',
  '"a" eq userName',
  'userName eq "a"; drop table scim_user',
])('the filter %s is answered with invalidFilter', async (filter) => {
  expect(await find(filter)).toMatchObject({
    status: 400,
    body: { scimType: 'invalidFilter', status: '400' },
  });
});

test.each([
  ['line ends in text that is not closed', `userName eq "${'\n'.repeat(60)}`],
  ['quotes and backslashes', `userName eq "${'\\"'.repeat(900)}`],
  ['many groups', `${'('.repeat(900)}userName pr${')'.repeat(900)}`],
  [
    'ands of ors',
    Array.from({ length: 40 }, (_, i) => `(userName eq "a${i}" or userName eq "b${i}")`).join(' and '),
  ],
  ['nots', `${'not ('.repeat(300)}userName pr${')'.repeat(300)}`],
  ['digits', `userName eq ${'1'.repeat(1_500)}e${'9'.repeat(300)}`],
  ['spaces', `userName${' '.repeat(1_800)}eq "a"`],
])('%s are answered with little work', async (_name, filter) => {
  const before = process.cpuUsage();

  const { status } = await find(filter);

  expect(workedMs(before)).toBeLessThan(500);
  expect([200, 400]).toContain(status);
});

/** Of this process, client and server together: other work on the machine does not count. */
function workedMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const word = fc.constantFrom(
  ...['userName', 'emails', 'emails.value', 'active', 'meta.created', 'members', 'title', 'x', '__proto__'],
  ...[
    'eq',
    'ne',
    'co',
    'sw',
    'ew',
    'gt',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    'true',
    'null',
    '1',
    '""',
  ],
  ...['"a"', '"\\u0000"', "'", ';', '%', '\\', '\n', '\t', '"', '.', ':', 'urn:x:y', '𝕏', '﻿'],
);

test('a thousand made-up filters: 200 or 400, never a fault, each with little work', async () => {
  const statuses = new Map<number, number>();
  let hardestMs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 14 }), fc.boolean(), async (words, isGroup) => {
      const filter = encodeURIComponent(words.join(' '));
      const before = process.cpuUsage();
      const { status } = await scim.scim('GET', `/${isGroup ? 'Groups' : 'Users'}?filter=${filter}`);
      hardestMs = Math.max(hardestMs, workedMs(before));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      return status === 200 || status === 400;
    }),
    { numRuns: 1_000, seed: 7643 },
  );

  console.info(
    `made-up filters: ${JSON.stringify([...statuses])}, hardest ${Math.round(hardestMs)} ms of work`,
  );
  expect(hardestMs).toBeLessThan(1_000);
}, 120_000);

const comparison = fc
  .tuple(
    fc.constantFrom(
      'userName',
      'EMAILS.value',
      'emails',
      'active',
      'name.givenName',
      'externalId',
      'title',
      'groups.value',
    ),
    fc.constantFrom('eq', 'NE', 'co', 'sw', 'ew', 'gt', 'le'),
    fc.oneof(fc.string({ maxLength: 12 }), fc.boolean(), fc.integer(), fc.constant(null)),
  )
  .map(([name, op, value]) => `${name} ${op} ${JSON.stringify(value)}`);

const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, comparison, tie('node')),
  node: fc.oneof(
    fc
      .tuple(tie('tree'), fc.constantFrom('and', 'or', 'AND'), tie('tree'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('tree').map((inner) => `not (${inner})`),
    fc.string({ maxLength: 8 }).map((text) => `emails[type eq ${JSON.stringify(text)} and primary eq true]`),
  ),
}));

test('five hundred well-formed filters of any value: found or refused, never a fault', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(tree, async (filter) => {
      const { status } = await find(filter);
      found += status === 200 ? 1 : 0;
      return status === 200 || status === 400;
    }),
    { numRuns: 500, seed: 7642 },
  );
  expect(found).toBeGreaterThan(150);
}, 120_000);

test('two hundred made-up patches and people: never a fault', async () => {
  const path = fc.constantFrom(
    ...[
      'active',
      'userName',
      'emails',
      'emails[type eq "work"].value',
      'emails[',
      'name',
      'name.givenName',
      'members',
    ],
    ...[
      '__proto__',
      'constructor.prototype',
      'id',
      'x',
      '',
      'emails[value pr]',
      'name.__proto__',
      'meta.created',
    ],
  );
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('False', 'True', [], {}, null, [{}]));
  const operation = fc.record(
    { op: fc.constantFrom('Add', 'replace', 'REMOVE', 'move', 7), path, value },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { maxLength: 4 }),
      fc.jsonValue({ maxDepth: 3 }),
      async (operations, body) => {
        const patched = await scim.scim('PATCH', `/Users/${someone}`, {
          schemas: [patchSchema],
          Operations: operations,
        });
        const put = await scim.scim('PUT', `/Users/${someone}`, JSON.stringify(body));
        const group = await scim.scim('POST', '/Groups', JSON.stringify(body));
        return [patched, put, group].every(({ status }) => status < 500);
      },
    ),
    { numRuns: 200, seed: 7644 },
  );
  expect(Object.hasOwn(Object.prototype, 'givenName')).toBe(false);
}, 240_000);

test('a body past its limit, of another kind or not JSON is refused in the words of SCIM', async () => {
  const tooLarge = await scim.scim('POST', '/Users', entraUser('big', { title: 'x'.repeat(1_100_000) }));
  const notJson = await scim.scim('POST', '/Users', '{');
  const other = await scim.client({ mediaType: 'text/plain' })('POST', '/Users', 'hello');
  const deep = await scim.scim('POST', '/Users', `${'['.repeat(5_000)}${']'.repeat(5_000)}`);

  expect([tooLarge, notJson, other, deep].map(({ status }) => status)).toEqual([413, 400, 400, 400]);
  for (const { contentType, body } of [tooLarge, notJson, other, deep]) {
    expect(contentType).toBe('application/scim+json; charset=utf-8');
    expect(body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
  }
});
