import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '../../packages/server/src/start-server.ts';
import { seededRandom } from '../faults/seeded-random.ts';
import { describeOperations } from './describe-operations.ts';
import { type FuzzRequest, fuzzOperations } from './fuzz-operations.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const answerTimeoutMs = 20_000;
const rounds = 5;
const port = 17_411;
const origin = `http://127.0.0.1:${port}`;

const folder = mkdtempSync(join(tmpdir(), 'daybook-fuzz-'));
// The database runs as another user when this one is root.
chmodSync(folder, 0o755);
process.env.DAYBOOK_KEY_DIR = join(folder, 'keys');
const server = await startServer({ dataDir: join(folder, 'data'), tcp: { host: '127.0.0.1', port } });
const failed = await run().finally(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
process.exit(failed ? 1 : 0);

async function run(): Promise<boolean> {
  const cookie = await setUp(server.setupLink?.split('#')[1] ?? '');
  const description: unknown = await (
    await fetch(`${origin}/api/openapi.json`, { headers: { cookie } })
  ).json();
  const operations = describeOperations(description).filter(({ path }) => path.includes(values.only ?? ''));
  const perRound = Math.ceil(Number(values.count) / rounds);
  let crashes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const random = seededRandom(Number(values.seed) + round);
    const report = await fuzzOperations(operations, perRound, random, (request) => send(request, cookie));
    crashes += report.crashes.length;
    const memoryMb = Math.round(process.memoryUsage().rss / 1_048_576);
    console.log(`${report.requests} requests: ${JSON.stringify(report.statuses)}, ${memoryMb} MB`);
    for (const { request, answer } of report.crashes)
      console.log(JSON.stringify({ request, answer }).slice(0, 500));
  }
  console.log(crashes === 0 ? 'no crash' : `${crashes} answers that no request may get`);
  return crashes > 0;
}

async function setUp(token: string): Promise<string> {
  const person = { name: 'Ada Example', email: 'ada@company.example', password: 'a long enough phrase' };
  const answer = await fetch(`${origin}/api/setup`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token, workspaceName: 'Company', ...person }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function send({ method, url, body }: FuzzRequest, cookie: string) {
  try {
    const answer = await fetch(origin + url, {
      method,
      headers: { origin, cookie, ...(body !== null && { 'content-type': 'application/json' }) },
      body,
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, 300) };
  } catch (error) {
    return { status: 599, text: `no answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}
