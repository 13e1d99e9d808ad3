import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOwnSource } from '../../intake/index.ts';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { newestRunOf } from '../testing/told-leavers.ts';
import { people, person } from '../testing/told-records.ts';

const hourMs = 3_600_000;
let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

test('what two people attested was seen when one of them looked, however often Daybook tells it on', async () => {
  const send = (path: string, cookie: string, body: object) => server.send('POST', path, cookie, body);
  await server.tell('hr', { ...people(person('lea'), person('stays')), maxGapHours: 999 });
  await send('/systems', server.owner, {
    system: 'clips',
    name: 'Clips',
    kind: 'channel',
    means: 'attested',
  });
  const lookedAt = server.clock.now();
  const untilAt = new Date(Date.parse(lookedAt) + 29 * 24 * hourMs).toISOString();
  const holders = [{ email: 'lea@company.example', rights: ['publish'] }];
  const made = await send('/systems/clips/attestations', server.owner, { holders, note: 'Looked', untilAt });
  const { id } = made.json<{ id: string }>();
  await send(`/systems/clips/attestations/${id}/confirm`, server.manager.cookie, {});
  await readOwnSource(server.workspaceId, server.services);
  await server.follow();

  server.clock.forward(24 * hourMs);
  const left = people(person('lea', { isActive: false }), person('stays'));
  await server.tell('hr', { ...left, maxGapHours: 999 });
  server.clock.forward(10 * 24 * hourMs);
  await readOwnSource(server.workspaceId, server.services);
  await server.follow();

  const run = await newestRunOf(server);
  const told = run.removals.filter(({ system }) => system === 'clips');
  expect(told.length).toBeGreaterThan(0);
  expect(told.map(({ lastSeenAt, state }) => [lastSeenAt, state])).toEqual(
    told.map(() => [lookedAt, 'open']),
  );
});
