import { expect, onTestFinished, test } from 'vitest';
import { post, setUp, startAccess } from './testing/start-access.ts';

test('an environment that asks for telemetry is not heard, and nothing is sent', async () => {
  const calls: string[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (input) => {
    calls.push(String(input));
    return new Response();
  };
  onTestFinished(() => {
    globalThis.fetch = before;
  });
  process.env.BETTER_AUTH_TELEMETRY = 'true';
  process.env.BETTER_AUTH_TELEMETRY_ENDPOINT = 'https://telemetry.example/';
  await using server = await startAccess();

  await setUp(server);
  await post(server, '/api/sign-in', { email: 'olga@company.example', password: 'a long enough phrase' });

  expect([process.env.BETTER_AUTH_TELEMETRY, process.env.BETTER_AUTH_TELEMETRY_ENDPOINT]).toEqual([
    undefined,
    undefined,
  ]);
  expect(calls).toEqual([]);
});
