import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../faults/seeded-random.ts';
import { describeOperations } from './describe-operations.ts';
import { type AskAs, type Identities, makeIdentities, renewIdentities } from './fuzz-identities.ts';
import { type FuzzAnswer, type FuzzRequest, fuzzOperations } from './fuzz-operations.ts';
import { describeGrowth, type Memory } from './memory-growth.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    snapshots: { type: 'string' },
  },
});
const answerTimeoutMs = 20_000;
const rounds = 6;
const parallel = 8;
const port = 17_411;
const origin = `http://127.0.0.1:${port}`;
/** Several addresses of this machine, so that limits for one address do not end the fuzzing early. */
const agents = Array.from({ length: 100 }, (_, i) => ({
  localAddress: `127.0.1.${i + 1}`,
  agent: new Agent({ keepAlive: true, maxSockets: 2 }),
}));

let turn = 0;
const ask: AskAs = async (method, path, body, cookie) => {
  const headers = { origin, cookie, ...(body !== null && { 'content-type': 'application/json' }) };
  const { status, text, cookies } = await call(
    method,
    path,
    headers,
    body === null ? null : JSON.stringify(body),
    8_000_000,
  );
  return { status, cookies, json: JSON.parse(text) };
};

const folder = mkdtempSync(join(tmpdir(), 'daybook-fuzz-'));
// The database runs as another user when this one is root.
chmodSync(folder, 0o755);
const server = fork(join(import.meta.dirname, 'serve.ts'), [join(folder, 'data'), String(port)], {
  execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  env: { ...process.env, DAYBOOK_KEY_DIR: join(folder, 'keys') },
});
const failed = await run().finally(async () => {
  await stop(server);
  rmSync(folder, { recursive: true, force: true });
});
process.exit(failed ? 1 : 0);

async function run(): Promise<boolean> {
  const [{ setupLink }] = (await once(server, 'message')) as [{ setupLink: string | null }]; // as serve.ts sends it
  let identities = await makeIdentities(ask, setupLink?.split('#')[1] ?? '');
  const { cookie = '' } = identities.headers.person;
  const { json } = await ask('GET', '/api/openapi.json', null, cookie);
  const operations = describeOperations(json).filter(({ path }) => path.includes(values.only));
  const perOperation = Math.ceil(Number(values.count) / rounds);
  const memory: Memory[] = [await measure(0)];
  let crashes = 0;
  let requests = 0;
  for (let round = 0; round < rounds; round += 1) {
    identities = await renewIdentities(ask, cookie);
    const random = seededRandom(Number(values.seed) + round);
    const order = { perOperation, random, parallel, provider: identities.provider };
    const report = await fuzzOperations(operations, order, (request) => send(request, identities));
    crashes += report.crashes.length;
    requests += report.requests;
    memory.push(await measure(requests));
    console.log(
      `${report.requests} requests: ${JSON.stringify(report.statuses)}, ${JSON.stringify(memory.at(-1))}`,
    );
    for (const crash of report.crashes) console.log(JSON.stringify(crash).slice(0, 600));
  }
  const growth = describeGrowth(memory);
  console.log(`${operations.length} operations, ${requests} requests, ${growth.text}`);
  console.log(crashes === 0 ? 'no crash' : `${crashes} answers that no request may get`);
  return crashes > 0 || !growth.isFlat;
}

/** After a garbage collection, and after what was under way had time to end. */
async function measure(requests: number): Promise<Memory> {
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  const snapshot = values.snapshots && join(values.snapshots, `${requests}.heapsnapshot`);
  server.send({ measure: true, ...(snapshot && { snapshot }) });
  const [{ rss, heapUsed, external }] = (await once(server, 'message')) as [NodeJS.MemoryUsage]; // as serve.ts sends it
  const mb = (bytes: number) => Math.round((bytes / 1_048_576) * 10) / 10;
  return { requests, rssMb: mb(rss), heapMb: mb(heapUsed), externalMb: mb(external) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.send({ stop: true });
  await once(child, 'exit');
}

function send(
  { method, url, asker, mediaType, body }: FuzzRequest,
  { headers }: Identities,
): Promise<FuzzAnswer> {
  const sent = { origin, ...headers[asker], ...(mediaType !== null && { 'content-type': mediaType }) };
  return call(method, url, sent, body).catch((error: unknown) => {
    return {
      status: 599,
      text: `no answer: ${error instanceof Error ? error.message : String(error)}`,
      cookies: [],
    };
  });
}

type Called = FuzzAnswer & { readonly cookies: readonly string[] };

function call(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | null,
  keptMax = 300,
): Promise<Called> {
  const { promise, resolve, reject } = Promise.withResolvers<Called>();
  turn = (turn + 1) % agents.length;
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = {
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...headers, ...length },
    ...agents[turn],
  };
  const sending = httpRequest({ ...options, signal: AbortSignal.timeout(answerTimeoutMs) }, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      if (text.length < keptMax) text += part;
    });
    answer.on('error', reject);
    answer.on('end', () => {
      const cookies = answer.headers['set-cookie'] ?? [];
      resolve({ status: answer.statusCode ?? 0, text, cookies });
    });
  });
  sending.on('error', reject);
  sending.end(body ?? undefined);
  return promise;
}
