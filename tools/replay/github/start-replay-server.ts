import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerGraphql, askedBy, parseQuestion } from './answer-graphql.ts';
import type { GeneratedRepository } from './generated-repository.ts';
import { type Asked, type Fault, type FaultKind, faultAnswer } from './replay-faults.ts';

export type ReplayOptions = {
  readonly repository: GeneratedRepository;
  readonly token: string;
  readonly faults?: readonly Fault[];
  /** REST answers below the old name are 301 to the id of the repository, as after a rename. */
  readonly isRenamed?: boolean;
  /** Milliseconds since 1970, for the reset of rate limits. */
  readonly nowMs: () => number;
};

export type ReplayServer = {
  readonly url: string;
  /** What was asked, in order, with the status each got. */
  readonly requests: readonly { readonly asked: Asked; readonly status: number }[];
  close(): Promise<void>;
};

type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

/** GitHub for one repository on a free port of this machine: paging, ETags, redirects and faults like the real one. */
export async function startReplayServer(options: ReplayOptions): Promise<ReplayServer> {
  const requests: { asked: Asked; status: number }[] = [];
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const isGraphql = request.url === '/graphql';
    const asked = isGraphql ? askedBy(parseQuestion(body)) : askedByPath(request.url ?? '');
    if (asked === null) return send(response, notFound);
    const fault = faultFor(
      asked,
      requests.filter((one) => one.asked === asked).length + 1,
      options.faults ?? [],
    );
    const isKnown = request.headers.authorization === `Bearer ${options.token}`;
    const answer = isKnown
      ? answerTo(asked, body, request, fault)
      : faultAnswer('unauthorised', options.nowMs());
    requests.push({ asked, status: answer?.status ?? 500 });
    if (answer !== null)
      send(response, fault === 'truncated' ? { ...answer, body: halved(answer.body) } : answer);
  }

  function answerTo(asked: Asked, body: string, request: IncomingMessage, fault: FaultKind | null): Answer {
    const wrong = fault === null ? null : faultAnswer(fault, options.nowMs());
    if (wrong !== null) return wrong;
    const { repository } = options;
    if (request.url === '/graphql') {
      const data = answerGraphql(asked, parseQuestion(body), repository, fault);
      return { status: 200, headers: { 'x-ratelimit-remaining': '4000' }, body: JSON.stringify({ data }) };
    }
    const path = request.url ?? '';
    const own = `/repos/${repository.owner}/${repository.name}/`;
    if (options.isRenamed === true && path.startsWith(own)) {
      return { status: 301, headers: { location: `/repositories/7/${path.slice(own.length)}` }, body: '{}' };
    }
    const text = asked === 'protection' ? protection : rules;
    const etag = `"${createHash('sha1').update(text).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' };
    return {
      status: 200,
      headers: { etag },
      body: fault === 'changed-schema' ? '{"enforce_admins":7}' : text,
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the replay server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const notFound: Answer = { status: 404, body: '{"message":"Not Found"}' };

const protection = JSON.stringify({
  required_status_checks: { strict: true, contexts: ['build'] },
  enforce_admins: { enabled: true },
  required_pull_request_reviews: { required_approving_review_count: 1, dismiss_stale_reviews: true },
  allow_force_pushes: { enabled: false },
  allow_deletions: { enabled: false },
});
const rules = JSON.stringify([
  { type: 'deletion', ruleset_source_type: 'Repository', ruleset_source: 'team/store', ruleset_id: 1 },
  {
    type: 'pull_request',
    ruleset_source_type: 'Repository',
    ruleset_source: 'team/store',
    ruleset_id: 1,
    parameters: { required_approving_review_count: 2, dismiss_stale_reviews_on_push: false },
  },
]);

function askedByPath(path: string): Asked | null {
  if (/\/branches\/[^/]+\/protection$/.test(path)) return 'protection';
  return /\/rules\/branches\/[^/?]+(\?|$)/.test(path) ? 'rules' : null;
}

function faultFor(asked: Asked, time: number, faults: readonly Fault[]): FaultKind | null {
  const fault = faults.find((one) => {
    const from = one.from ?? 1;
    return one.asked === asked && time >= from && time < from + (one.times ?? Number.POSITIVE_INFINITY);
  });
  return fault?.kind ?? null;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function halved(body: string): string {
  return body.slice(0, Math.floor(body.length / 2));
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body);
}
