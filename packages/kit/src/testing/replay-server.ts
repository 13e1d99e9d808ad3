import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Misbehaviour } from './misbehaviours.ts';
import type { Replay, ReplayAnswer, ReplayRequest, ReplayRoutes } from './replay.ts';

export type ReplayServer = {
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: readonly ReplayRequest[];
  close(): Promise<void>;
};

/** A source on a free port of this machine that answers by a function of what it is asked. */
export function startReplay(routes: ReplayRoutes): Promise<ReplayServer> {
  return serve((request) => routes(request) ?? notFound);
}

/** The same source, misbehaving in one way. */
export function startMisbehaving(replay: Replay, misbehaviour: Misbehaviour): Promise<ReplayServer> {
  const answer = misbehaviour.start(replay);
  return serve((request) => answer(request, () => replay.routes(request)));
}

const notFound: ReplayAnswer = { status: 404, body: { message: 'Not Found' } };

/** Null leaves the request without an answer. */
async function serve(answer: (request: ReplayRequest) => ReplayAnswer | null): Promise<ReplayServer> {
  const requests: ReplayRequest[] = [];
  let url = '';
  const server = createServer((incoming, response) => {
    receive(incoming, url)
      .then((request) => {
        requests.push(request);
        send(response, answer(request));
      })
      .catch((error: unknown) => response.writeHead(418).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the replay server has no port');
  url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage, baseUrl: string): Promise<ReplayRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const { pathname, searchParams } = new URL(incoming.url ?? '/', baseUrl);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value ?? '')]);
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(pathname),
    query: searchParams,
    body: Buffer.concat(chunks).toString(),
    headers: Object.fromEntries(headers),
    baseUrl,
  };
}

function send(response: ServerResponse, answer: ReplayAnswer | null): void {
  if (answer === null) return;
  const { status = 200, headers = {}, body } = answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(status === 204 ? undefined : text);
}
