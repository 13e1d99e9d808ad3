import { expect, test } from 'vitest';
import { get, origin, setUp, startAccess } from '../../packages/server/src/access/testing/start-access.ts';
import { discoverRoutes } from '../../packages/server/src/platform/index.ts';
import { seededRandom } from '../faults/seeded-random.ts';
import { describeOperations } from './describe-operations.ts';
import { type AskAs, renewIdentities } from './fuzz-identities.ts';
import { fuzzOperations } from './fuzz-operations.ts';
import { describeGrowth } from './memory-growth.ts';

test('made-up requests to every route are refused or answered, never with a crash', async () => {
  await using server = await startAccess({}, await discoverRoutes());
  const cookie = await setUp(server);
  const operations = describeOperations(server.app.swagger());

  const ask: AskAs = async (method, url, body, session) => {
    const headers = { origin, cookie: session };
    const answer = await server.app.inject({ method, url, headers, ...(body !== null && { payload: body }) });
    return {
      status: answer.statusCode,
      cookies: [answer.headers['set-cookie'] ?? []].flat(),
      json: answer.json(),
    };
  };
  const identities = await renewIdentities(ask, cookie);

  const order = {
    perOperation: 2,
    random: seededRandom(20_260_301),
    parallel: 2,
    provider: identities.provider,
  };
  const report = await fuzzOperations(operations, order, async (request) => {
    const { method, url, asker, mediaType, body } = request;
    const answer = await server.app.inject({
      ...{ method, url },
      headers: {
        origin,
        ...identities.headers[asker],
        ...(mediaType !== null && { 'content-type': mediaType }),
      },
      ...(body !== null && { payload: body }),
    });
    return { status: answer.statusCode, text: answer.body.slice(0, 300) };
  });

  expect(operations.length).toBeGreaterThan(50);
  expect(report.crashes).toEqual([]);
  expect(report.statuses[200]).toBeGreaterThan(20);
  expect((await get(server, '/api/workspaces/%00/ledger', cookie)).statusCode).toBe(400);
}, 180_000);

test('memory that grows with every request is not called flat; what is filled once is', () => {
  const at = (requests: number, heapMb: number) => ({ requests, heapMb, externalMb: 5, rssMb: 300 });

  expect(describeGrowth([at(0, 60), at(50_000, 90), at(100_000, 91), at(150_000, 92)]).isFlat).toBe(true);
  expect(describeGrowth([at(0, 60), at(50_000, 90), at(100_000, 105), at(150_000, 120)]).isFlat).toBe(false);
});
