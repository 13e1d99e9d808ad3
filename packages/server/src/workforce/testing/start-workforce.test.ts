import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countItems, listPopulations } from '../../facts/index.ts';
import { startWorkforce, type WorkforceServer } from './start-workforce.ts';
import { account, accounts, people, person } from './told-records.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

describe('the harness of the workforce', () => {
  test('tells facts of several kinds, and an unreachable source leaves what was known in place, not whole', async () => {
    await server.tell('hr', people(person('ada')), accounts(account('ada'), account('ben')));
    await server.tellFailure('hr');

    const { services, workspaceId } = server;
    const known = await services.database.withWorkspace(workspaceId, async (tx) => ({
      accounts: await countItems(tx, 'account', 'helpdesk'),
      populations: await listPopulations(tx, services),
    }));
    expect(known.accounts).toBe(2);
    expect(known.populations.map(({ kind, isComplete }) => [kind, isComplete])).toEqual([
      ['account', false],
      ['person', false],
    ]);
  });

  test('Daybook reads itself, and members may ask its routes', async () => {
    await server.tellOwn();

    const members = await server.send('GET', '/members', server.owner);
    expect(members.json<{ items: unknown[] }>().items).toHaveLength(2);
    expect((await server.send('GET', '/members', null)).statusCode).toBe(401);
  });
});
