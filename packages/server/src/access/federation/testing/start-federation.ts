import type { LightMyRequestResponse } from 'fastify';
import { discoverRoutes, type Settings } from '../../../platform/index.ts';
import {
  codeOf,
  cookieOf,
  get,
  origin,
  post,
  setUp,
  startAccess,
  type TestServer,
} from '../../testing/start-access.ts';
import { domainRecord } from '../verify-domain.ts';

export const base = '/api/workspaces/default';
export const domain = 'company.example';

export type Federation = AsyncDisposable & {
  readonly server: TestServer;
  /** The owner's, who signed in with a password and a second factor. */
  readonly cookie: string;
  readonly workspaceId: string;
  /** Makes a provider whose domain has proven itself; its id. */
  addProvider(more: object): Promise<string>;
};

/** The real application with every route, a name service that knows what the tests publish, and the network of this machine. */
export async function startFederation(settings: Partial<Settings> = {}): Promise<Federation> {
  const published = new Map<string, readonly string[]>();
  const textRecords = async (name: string) => published.get(name) ?? [];
  const server = await startAccess({ fetch, textRecords, ...settings }, await discoverRoutes());
  const cookie = await setUp(server);
  const workspaceId: string = (await get(server, '/api/session', cookie)).json().workspaces[0].id;
  published.set(domain, ['v=spf1 -all', domainRecord(workspaceId, domain, server.services)]);
  const addProvider = async (more: object) => {
    const body = { name: 'Company sign-in', domains: [domain], ...more };
    const made = await post(server, `${base}/identity-providers`, body, cookie);
    if (made.statusCode !== 200) throw new Error(`no provider was made: ${made.body}`);
    const { id } = made.json<{ id: string }>();
    const proven = await post(
      server,
      `${base}/identity-providers/${id}/domains/${domain}/verify`,
      {},
      cookie,
    );
    if (proven.statusCode !== 200) throw new Error(`the domain was not proven: ${proven.body}`);
    return id;
  };
  return {
    server,
    cookie,
    workspaceId,
    addProvider,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export type Walk = { readonly url: URL; readonly browser: string };

/** Begins a sign-in as a browser does; where it is sent, and its cookie. */
export async function begin(server: TestServer, provider: string, next = '/ledger'): Promise<Walk> {
  const answer = await get(server, `/api/sso/${provider}/start?next=${encodeURIComponent(next)}`);
  return { url: new URL(String(answer.headers.location), origin), browser: cookieOf(answer) };
}

/** A SAML answer posted across sites, and the browser following where it leads with its own cookie. */
export async function postAnswer(
  server: TestServer,
  provider: string,
  {
    answer,
    relayState,
    browser,
  }: { readonly answer: string; readonly relayState: string; readonly browser?: string },
): Promise<LightMyRequestResponse> {
  const posted = await server.app.inject({
    method: 'POST',
    url: `/api/sso/${provider}/acs`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://idp.company.example',
      'sec-fetch-site': 'cross-site',
    },
    payload: new URLSearchParams({ SAMLResponse: answer, RelayState: relayState }).toString(),
  });
  const to = String(posted.headers.location ?? '');
  if (!to.startsWith('/api/sso/')) return posted;
  return get(server, to, browser);
}

/** Where a browser ends, and what it is told: a page of ours, or the code of a refusal. */
export function landingOf(answer: LightMyRequestResponse): string {
  const to = String(answer.headers.location ?? codeOf(answer));
  return new URL(to, origin).searchParams.get('sso') ?? to;
}
