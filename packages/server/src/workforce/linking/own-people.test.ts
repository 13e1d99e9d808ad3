import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPopulations, readItems } from '../../facts/index.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts } from '../testing/told-records.ts';
import { listLinks } from './read-links.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

test('whom the identity provider keeps is on a list of people, whole while the provider is heard from', async () => {
  const { services, workspaceId, manager } = server;
  await server.tell('desk', accounts(account('mona')));
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const now = services.clock.now();
    await sql`
      insert into scim_provider (workspace_id, provider_id, subject_id, made_at)
      values (${workspaceId}, ${services.ids.random('scp')}, ${services.ids.random('sub')}, ${now})`.execute(
      tx.db,
    );
    await sql`
      insert into scim_user (workspace_id, scim_id, user_id, subject_id, user_name, user_name_key, is_active,
        made_sign_in, created_at, changed_at)
      values (${workspaceId}, ${services.ids.random('scu')}, 'usr_1', ${manager.subject}, 'mona', 'mona', true, false,
        ${now}, ${now})`.execute(tx.db);
  });

  await server.tellOwn();

  const told = await services.database.withWorkspace(workspaceId, async (tx) => ({
    people: await readItems(tx, { kind: 'person', scope: 'scim', limit: 5 }),
    links: await listLinks(tx, { system: 'helpdesk', after: null, limit: 5 }),
  }));
  expect(told.people.map(({ value }) => [value.person, value.isActive])).toEqual([[manager.subject, true]]);
  expect(told.links.map(({ person, reason }) => [person, reason])).toEqual([
    [manager.subject, 'same-person'],
  ]);
  const isWhole = async () => {
    const listed = await services.database.withWorkspace(workspaceId, (tx) => listPopulations(tx, services));
    return listed.find(({ kind, scope }) => kind === 'person' && scope === 'scim')?.isComplete;
  };
  const hear = () =>
    services.database.withWorkspace(workspaceId, (tx) =>
      sql`update scim_provider set last_call_at = ${services.clock.now()} where workspace_id = ${workspaceId}`.execute(
        tx.db,
      ),
    );
  const silent = await isWhole();
  await hear();
  await server.tellOwn();
  const heard = await isWhole();
  server.clock.forward(8 * 24 * 3_600_000);
  await server.tellOwn();
  const old = await isWhole();
  expect([silent, heard, old]).toEqual([false, true, false]);
});
