import { expect, test } from 'vitest';
import { get, origin, setUp, startAccess } from '../../packages/server/src/access/testing/start-access.ts';
import { discoverRoutes } from '../../packages/server/src/platform/index.ts';
import { seededRandom } from '../faults/seeded-random.ts';
import { describeOperations } from './describe-operations.ts';
import { fuzzOperations } from './fuzz-operations.ts';

test('made-up requests to every route are refused or answered, never with a crash', async () => {
  await using server = await startAccess({}, await discoverRoutes());
  const cookie = await setUp(server);
  const operations = describeOperations(server.app.swagger());

  const report = await fuzzOperations(operations, 2, seededRandom(20_260_301), async (request) => {
    const answer = await server.app.inject({
      method: request.method,
      url: request.url,
      headers: { origin, cookie, ...(request.body !== null && { 'content-type': 'application/json' }) },
      ...(request.body !== null && { payload: request.body }),
    });
    return { status: answer.statusCode, text: answer.body.slice(0, 300) };
  });

  expect(operations.length).toBeGreaterThan(50);
  expect(report.crashes).toEqual([]);
  expect(report.statuses[200]).toBeGreaterThan(20);
  expect((await get(server, '/api/workspaces/%00/ledger', cookie)).statusCode).toBe(400);
}, 180_000);
