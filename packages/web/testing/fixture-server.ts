import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import * as sources from './fixtures.ts';
import * as judgements from './judgement-fixtures.ts';
import * as records from './record-fixtures.ts';

const fixtures = { ...sources, ...judgements, ...records };

/** The state of the whole world a page is shown in. */
export type Scenario =
  | 'full'
  | 'empty'
  | 'running'
  | 'failed'
  | 'tampered'
  | 'waiting'
  | 'broken'
  | 'forbidden'
  | 'reader'
  | 'signed-out'
  | 'needs-setup';

export type FixtureServer = AsyncDisposable & { readonly url: string; show(scenario: Scenario): void };

const dist = join(import.meta.dirname, '../dist');
const contentPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built app and answers its calls as one scenario says; no database, no product server. */
export async function startFixtureServer(): Promise<FixtureServer> {
  let scenario: Scenario = 'full';
  const files = readApp();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fixture.test');
    response.setHeader('content-security-policy', contentPolicy);
    if (pathname.startsWith('/api/')) answer(pathname, scenario, response);
    else sendFile(pathname, files, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fixture server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    show: (next) => {
      scenario = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(path: string, scenario: Scenario, response: ServerResponse): void {
  const isSession = path === '/api/session';
  if (path.endsWith('/live')) {
    response.writeHead(204).end();
    return;
  }
  if (!isSession && scenario === 'waiting') return;
  const body = bodyOf(path, scenario);
  if (!isSession && scenario === 'broken') refuse(response, 500, 'internal');
  else if (!isSession && scenario === 'forbidden') refuse(response, 403, 'forbidden');
  else if (body === undefined) refuse(response, 404, 'not-found');
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const error = { code, message: 'something went wrong on our side', hint: 'try again' };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}

function bodyOf(path: string, scenario: Scenario): unknown {
  if (path === '/api/session') return sessionIn(scenario);
  if (path === '/api/connectors') return fixtures.connectors;
  const local = path.replace('/api/workspaces/default', '');
  if (scenario === 'empty' && local in emptyBodies) return emptyBodies[local];
  if (local.startsWith('/pulls/')) return pullIn(scenario);
  if (scenario === 'tampered' && local.startsWith('/ledger/entries/')) {
    return { ...fixtures.entry, text: fixtures.entry.text.replace('system', 'person') };
  }
  return bodies[local] ?? (local.startsWith('/ledger/entries/') ? fixtures.entry : undefined);
}

function pullIn(scenario: Scenario): unknown {
  if (scenario === 'running') return fixtures.runningPull;
  return scenario === 'failed' ? fixtures.failedPull : fixtures.pull;
}

function sessionIn(scenario: Scenario): unknown {
  if (scenario === 'needs-setup') return { needsSetup: true, user: null, workspaces: [] };
  if (scenario === 'signed-out') return { needsSetup: false, user: null, workspaces: [] };
  if (scenario !== 'reader') return fixtures.session;
  const workspaces = fixtures.session.workspaces.map((one) => ({
    ...one,
    role: 'reader',
    actions: ['control.list', 'live.read'],
  }));
  return { ...fixtures.session, workspaces };
}

const none = { items: [], nextCursor: null };

const emptyBodies: Readonly<Record<string, unknown>> = {
  '/connections': none,
  '/populations': none,
  '/populations/items': { ...none, total: 0 },
  '/controls': { items: fixtures.controls.items.slice(3) },
  '/controls/change-review/findings': { ...none, counts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 } },
  '/controls/change-review': { ...fixtures.control, ...fixtures.controls.items[3], populations: [] },
  '/packages': none,
  '/pulls': none,
  '/ledger': { ...fixtures.ledger, checkpoint: null },
  '/ledger/entries': none,
};

const bodies: Readonly<Record<string, unknown>> = {
  '/connections': { items: [fixtures.connection] },
  '/connections/con_1': fixtures.connection,
  '/pulls': { items: [fixtures.pull], nextCursor: null },
  '/populations': { items: fixtures.connection.populations },
  '/populations/items': fixtures.items,
  '/item': fixtures.item,
  '/controls': fixtures.controls,
  '/controls/change-review': fixtures.control,
  '/controls/change-review/ribbon': fixtures.ribbon,
  '/controls/account-ownership/ribbon': fixtures.ribbon,
  '/controls/branch-protection/ribbon': fixtures.ribbon,
  '/controls/multi-factor-authentication/ribbon': fixtures.ribbon,
  '/controls/change-review/findings': fixtures.findings,
  '/frameworks': fixtures.frameworks,
  '/frameworks/iso-27001-2022': fixtures.framework,
  '/frameworks/iso-27001-2022/requirements/A.8.32': fixtures.requirement,
  '/ledger': fixtures.ledger,
  '/ledger/entries': fixtures.entries,
  '/members': fixtures.members,
  '/packages': fixtures.packages,
};

/** The built app as it is now; a build that runs meanwhile changes nothing under a test. */
function readApp(): ReadonlyMap<string, Buffer> {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = names.map((one) => join(one.parentPath, one.name));
  return new Map(paths.map((path) => [path.slice(dist.length), readFileSync(path)]));
}

function sendFile(path: string, files: ReadonlyMap<string, Buffer>, response: ServerResponse): void {
  const name = files.has(path) ? path : '/index.html';
  const mediaType = mediaTypes[extname(name)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': mediaType }).end(files.get(name));
}
