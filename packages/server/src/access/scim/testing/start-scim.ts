import { discoverRoutes } from '../../../platform/index.ts';
import { get, post, setUp, startAccess, type TestServer } from '../../testing/start-access.ts';
import { type ClientOptions, type ScimClient, scimClient } from './scim-client.ts';

export interface TestScim extends AsyncDisposable {
  readonly server: TestServer;
  readonly port: number;
  readonly ownerCookie: string;
  readonly provider: string;
  readonly token: string;
  readonly scim: ScimClient;
  client(options?: Partial<ClientOptions>): ScimClient;
  /** Types of the entries of the workspace in order. */
  entries(): Promise<readonly string[]>;
  rows(
    statement: string,
    ...values: readonly unknown[]
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export const scimPath = '/api/workspaces/default/scim';

/** A workspace with its owner and a client of an identity provider, listening on 127.0.0.1. */
export async function startScim(): Promise<TestScim> {
  const server = await startAccess({}, await discoverRoutes());
  const ownerCookie = await setUp(server);
  const made = (await post(server, `${scimPath}/token`, { daysValid: 180 }, ownerCookie)).json<{
    token: string;
  }>();
  const { endpoint } = (await get(server, scimPath, ownerCookie)).json<{ endpoint: string }>();
  const provider = /scp_[0-9a-f-]{36}/.exec(endpoint)?.[0] ?? '';
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const port = Number(new URL(address).port);
  const { token } = made;
  const client = (options: Partial<ClientOptions> = {}) => scimClient({ port, provider, token, ...options });
  const rows: TestScim['rows'] = async (statement, ...values) =>
    (await server.services.database.systemPool.query(statement, [...values])).rows;
  return {
    server,
    port,
    ownerCookie,
    provider,
    token,
    scim: client(),
    client,
    rows,
    entries: async () =>
      (await rows('select type from ledger_entry order by idx')).map(({ type }) => String(type)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
