import { join } from 'node:path';
import { z } from 'zod';
import { createGate } from '../../packages/server/src/access/gate.ts';
import { setupLink } from '../../packages/server/src/access/index.ts';
import { route as listItems } from '../../packages/server/src/facts/routes/list-items.ts';
import {
  type Admission,
  buildHttpServer,
  discoverRoutes,
  type Gate,
  type Route,
  type Services,
} from '../../packages/server/src/platform/index.ts';
import { type Bench, type Result, round } from './bench.ts';
import { openBenchServer, workspacePath } from './bench-server.ts';
import { writeAccounts } from './write-accounts.ts';

const rows = 1_000;
const warmUps = Number(process.env.BENCH_WARM_UPS ?? 15);
const share = Number(process.env.BENCH_SHARE ?? 1);
const rounds = { list: 60 * share, pages: 40 * share, read: 300 * share } as const;

/**
 * What the gate costs: admission by session, membership and policy, the decision about each row and the disclosure of each
 * value, as a share of the whole answer. The same handlers are asked with the gate and with the gate opened (nobody is looked
 * up, everything is allowed and shown), in one process, turn and turn about. `list`: a thousand items out of the database in
 * one answer; `pages`: the same through the list itself, 200 a page; `read`: one item with its history.
 */
export const bench: Bench = {
  name: 'gate',
  run: async () => {
    await using bench = await openBenchServer();
    const file = join(bench.folder, 'accounts.csv');
    await writeAccounts(file, rows);
    await bench.importFile('table', file);
    const apps = await openApps(bench.server.services);
    try {
      const list = '/bench-items?kind=account&limit=1000';
      const [first] = (await ask(apps.gated, `${workspacePath}${list}`, apps.cookie)).json().items;
      const item = new URLSearchParams({ kind: 'account', scope: first.scope, key: first.key });
      return [
        await measure('list', apps, (app) => askFor(app, list, apps.cookie)),
        await measure('pages', apps, (app) => askPages(app, apps.cookie)),
        await measure('read', apps, (app) => askFor(app, `/item?${item}`, apps.cookie)),
      ].flat();
    } finally {
      await apps.gated.close();
      await apps.open.close();
    }
  },
};

type FastifyInstance = Awaited<ReturnType<typeof buildHttpServer>>;

type Apps = { readonly gated: FastifyInstance; readonly open: FastifyInstance; readonly cookie: string };

async function openApps(services: Services): Promise<Apps> {
  // The list itself, with room for a thousand rows; its shapes are those of the route it is made of.
  const query = (listItems.query ?? z.object({})).extend({ limit: z.coerce.number().int().max(rows) });
  const wide = { ...listItems, path: `/api/workspaces/:workspace/bench-items`, query } as unknown as Route;
  const { exportAs: _, ...benchList } = wide;
  const routes = [...(await discoverRoutes()), benchList];
  let admitted: Admission | null = null;
  const gate = createGate(routes, services);
  const keeping: Gate = async (...asked) => {
    const admission = await gate(...asked);
    if (admission.workspaceId !== null) admitted = admission;
    return admission;
  };
  const opened: Gate = async () => {
    if (admitted === null) throw new Error('nobody was admitted yet');
    return { ...admitted, may: () => true, disclose: () => true };
  };
  const gated = await buildHttpServer(routes, keeping, services);
  const open = await buildHttpServer(routes, opened, services);
  await gated.ready();
  await open.ready();
  return { gated, open, cookie: await setUp(gated, services) };
}

/** As a person does it in the browser; answers their cookie. */
async function setUp(app: FastifyInstance, services: Services): Promise<string> {
  const settings = { ...services.settings, baseUrl: 'http://127.0.0.1' };
  const token = (await setupLink({ ...services, settings }))?.split('#')[1] ?? '';
  const person = { name: 'Ada Example', email: 'ada@example.test', password: 'a long enough phrase' };
  const answer = await app.inject({
    method: 'POST',
    url: '/api/setup',
    headers: { 'sec-fetch-site': 'same-origin' },
    payload: { token, workspaceName: 'Bench', ...person },
  });
  if (answer.statusCode !== 200) throw new Error(`nobody was set up: ${answer.body}`);
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
}

async function ask(app: FastifyInstance, url: string, cookie: string) {
  const answer = await app.inject({ method: 'GET', url, headers: { cookie } });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body.slice(0, 300)}`);
  return answer;
}

async function askFor(app: FastifyInstance, path: string, cookie: string): Promise<void> {
  await ask(app, `${workspacePath}${path}`, cookie);
}

async function askPages(app: FastifyInstance, cookie: string): Promise<void> {
  let cursor = '';
  do {
    const path = `${workspacePath}/populations/items?kind=account&limit=200${cursor}`;
    const { nextCursor } = (await ask(app, path, cookie)).json();
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
}

/** The lower quartile of many turns, which what else the machine does moves least; it meets both alike. */
async function measure(
  name: keyof typeof rounds,
  { gated, open }: Apps,
  work: (app: FastifyInstance) => Promise<void>,
): Promise<readonly Result[]> {
  const times: { readonly gated: number[]; readonly open: number[] } = { gated: [], open: [] };
  for (let turn = 0; turn < warmUps + rounds[name]; turn += 1) {
    for (const which of turn % 2 === 0 ? (['gated', 'open'] as const) : (['open', 'gated'] as const)) {
      const startedAt = performance.now();
      await work(which === 'gated' ? gated : open);
      if (turn >= warmUps) times[which].push(performance.now() - startedAt);
    }
  }
  const [withGate, without] = [lowerQuartile(times.gated), lowerQuartile(times.open)];
  return [
    {
      name: `gate-${name}`,
      value: round(withGate),
      baseline: round(without),
      ratio: round(withGate / without),
      unit: 'ms',
    },
    { name: `gate-${name}-share`, value: round(((withGate - without) / withGate) * 100), unit: '%' },
  ];
}

function lowerQuartile(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 4)] ?? 0;
}
