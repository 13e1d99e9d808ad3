import { type Emission, identity, type RecordOf } from '@daybook/kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readItems } from '../facts/index.ts';
import { openTestServices, pullFrom, type TestServices } from '../testing/open-test-services.ts';

let context: TestServices;
beforeAll(async () => {
  context = await openTestServices();
});
afterAll(() => context[Symbol.asyncDispose]());

/** Each test reads a list of its own. */
let list = '';
let lists = 0;
beforeEach(() => {
  list = `people of company ${++lists}`;
});

test('a new mail address under the same number and name is the same person still', async () => {
  const [ada] = await told([person('1', 'ada.example@one.example', 'Ada Example')]);

  expect(await told([person('1', 'ada.sample@one.example', 'Ada Sample')])).toEqual([ada]);
  expect(await told([person('1', 'ada@one.example', 'Ada Sample')])).toEqual([ada]);
});

test('a number that is given to somebody else makes nobody the one who had it', async () => {
  const [ben] = await told([person('7', 'ben@two.example', 'Ben Example')]);

  const [cleo] = await told([person('7', 'cleo@two.example', 'Cleo Sample')]);

  expect(cleo).not.toBe(ben);
});

test('a user name is no number: it is handed on to whoever comes, also to a namesake', async () => {
  const [kim] = await told([person('ksample', 'kim.sample@six.example', 'Kim Sample')]);

  expect(await told([person('ksample', 'kay.sample@six.example', 'Kay Sample')])).not.toContain(kim);
});

test('a number that came back after its list did without it is no proof of whom it names', async () => {
  const [dan] = await told([person('3', 'dan@three.example', 'Dan Example')]);
  await told([person('4', 'eve@three.example', 'Eve Example')]);

  expect(await told([person('3', 'dan.new@three.example', 'Dan Example')])).not.toContain(dan);
});

test('a column that several share tells nobody apart', async () => {
  const before = await told([
    person('sales', 'finn@four.example', 'Finn Example'),
    person('sales', 'gil@four.example', 'Gil Example'),
  ]);

  const after = await told([
    person('sales', 'hal@four.example', 'Hal Example'),
    person('sales', 'finn@four.example', 'Finn Example'),
    person('sales', 'gil@four.example', 'Gil Example'),
  ]);

  expect(after).toHaveLength(3);
  expect(after).toEqual(expect.arrayContaining([...before]));
});

test('whoever is on the same list under the old address is somebody else', async () => {
  const [ivy] = await told([person('5', 'ivy@five.example', 'Ivy Example')]);

  const both = await told([
    person('5', 'ivy@five.example', 'Ivy Example'),
    person('5', 'ivy.two@five.example', 'Ivy Example'),
  ]);

  expect(both).toHaveLength(2);
  expect(both).toContain(ivy);
});

function person(number: string, email: string, name: string): RecordOf<'person'> {
  return {
    person: identity({ email, login: number, name, system: 'people' }),
    ...{ employer: null, manager: null, role: null, startsOn: null, endsOn: null, isActive: true },
  };
}

/** Who is on the list now, by pseudonym. */
async function told(people: readonly RecordOf<'person'>[]): Promise<readonly string[]> {
  const population = { kind: 'person', scope: list } as const;
  context.script = [
    { type: 'population', ...population, query: 'all people', maxGapHours: 24 },
    ...people.map((record): Emission => ({ type: 'record', ...population, record })),
    {
      ...{ type: 'end', ...population, isComplete: true, reasons: [], sourceCount: null, pages: 1, gaps: [] },
      attributes: {},
    },
  ];
  const ended = await pullFrom(context, 'scripted', { name: list });
  expect(ended.state).toBe('completed');
  const { services, workspaceId } = context;
  const items = await services.database.withWorkspace(workspaceId, (tx) =>
    readItems(tx, { kind: 'person', scope: list, limit: 10 }),
  );
  return items.map(({ key }) => key);
}
