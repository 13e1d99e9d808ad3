import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export type Person = {
  readonly sub: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly amr?: readonly string[];
};

/** A server of our tests on this machine. */
export type LocalServer = AsyncDisposable & { readonly url: string; answer: RequestListener };

export async function serveLocally(): Promise<LocalServer> {
  const server = createServer((request, response) => local.answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  const local: LocalServer = {
    url: `http://127.0.0.1:${port}`,
    answer: (_request, response) => response.writeHead(404).end(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return local;
}

/** oidc-provider itself, where whoever `person` says is always signed in at once. */
export function answerAsProvider(
  local: LocalServer,
  redirectUris: readonly string[],
  person: () => Person,
  more: Configuration = {},
): void {
  const provider = new Provider(local.url, {
    clients: [
      {
        client_id: 'daybook',
        client_secret: 'a shared secret of the test',
        redirect_uris: [...redirectUris],
      },
    ],
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...person().claims }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    // Nobody is asked whether the client may know them.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: 'daybook',
        accountId: ctx.oidc.account?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    ...more,
  });
  const handle = provider.callback();
  local.answer = (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return handle(request, response);
    const { sub, amr = ['pwd'] } = person();
    const login = { accountId: sub, amr: [...amr] };
    void provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  };
}

/** A browser at the provider: follows its redirects with its cookies until it is sent away; where to. */
export async function visit(start: URL): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    if (location === null)
      throw new Error(`the provider stopped with ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url);
    if (url.origin !== start.origin) return url;
  }
  throw new Error('the provider goes in circles');
}
