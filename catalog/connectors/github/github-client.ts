import { type Http, type HttpResponse, isRateLimited, SourceError } from '@daybook/kit';
import { z } from 'zod';
import { refusalAnswer } from './answer-schemas.ts';

export type RestAnswer<T> =
  | { readonly type: 'found'; readonly value: T }
  | { readonly type: 'not-found'; readonly message: string }
  | { readonly type: 'refused' };

/** GitHub's two interfaces under one token. Every method throws `SourceError` with a sentence for people. */
export type GithubClient = {
  graphql<T>(query: string, variables: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): Promise<T>;
  /** 403 and 404 are answers here: who asks knows what they mean. */
  rest<T>(path: string, schema: z.ZodType<T>): Promise<RestAnswer<T>>;
};

const attemptsMax = 3;

const envelope = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ type: z.string().optional() })).optional(),
});

export function createGithubClient(http: Http, given: { baseUrl: string; token: string }): GithubClient {
  const baseUrl = given.baseUrl.replace(/\/{1,9}$/, '');
  const headers = {
    authorization: `Bearer ${given.token}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'daybook',
    'x-github-api-version': '2022-11-28',
  };

  async function graphql<T>(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const request = {
      method: 'POST' as const,
      url: graphqlUrl(baseUrl),
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    };
    const body = await readJson(() => http.send(request));
    const answer = parseAs(envelope, body);
    const failure = answer.errors?.[0];
    if (failure !== undefined) throw graphqlFailure(failure.type);
    return parseAs(schema, answer.data);
  }

  async function rest<T>(path: string, schema: z.ZodType<T>): Promise<RestAnswer<T>> {
    const request = { method: 'GET' as const, url: `${baseUrl}${path}`, headers };
    const refusal: { answer?: RestAnswer<T> } = {};
    const body = await readJson(async () => {
      const response = await http.send(request);
      if (response.status === 404) refusal.answer = { type: 'not-found', message: messageOf(response) };
      else if (response.status === 403 && !isRateLimited(response)) refusal.answer = { type: 'refused' };
      return refusal.answer === undefined ? response : { ...response, status: 200, text: 'null' };
    });
    return refusal.answer ?? { type: 'found', value: parseAs(schema, body) };
  }

  return { graphql, rest };
}

/** Asks again where an answer breaks off or tells of a rate limit inside a 200; the HTTP client keeps the pauses. */
async function readJson(send: () => Promise<HttpResponse>): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send();
    if (response.status !== 200) throw statusFailure(response);
    const body = parseJson(response.text);
    const isPassing = body === undefined || errorType(body) === 'RATE_LIMITED';
    if (!isPassing) return body;
    if (attempt < attemptsMax) continue;
    if (body !== undefined) return body;
    throw new SourceError(
      'source-truncated',
      'an answer of GitHub ends in the middle or is no JSON',
      'collect again; if it happens again, look for a proxy that cuts answers off',
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorType(body: unknown): string | undefined {
  const parsed = envelope.safeParse(body);
  return parsed.success ? parsed.data.errors?.[0]?.type : undefined;
}

function parseAs<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.filter((part) => typeof part === 'string').join('.') ?? '';
  throw new SourceError(
    'source-changed',
    `an answer of GitHub has another shape than expected at \`${where || 'its top'}\``,
    'this version of Daybook does not know the shape; look for a newer one',
  );
}

function messageOf(response: HttpResponse): string {
  const parsed = refusalAnswer.safeParse(parseJson(response.text));
  return parsed.success ? parsed.data.message : '';
}

/** On GitHub Enterprise Server REST is below `/api/v3` and GraphQL below `/api`. */
function graphqlUrl(baseUrl: string): string {
  return `${baseUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}

function graphqlFailure(type: string | undefined): SourceError {
  if (type === 'NOT_FOUND') return repositoryNotFound();
  if (type === 'RATE_LIMITED') return rateLimited();
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') return forbidden();
  const words = type !== undefined && /^[A-Z_]{1,60}$/.test(type) ? ` (\`${type}\`)` : '';
  return new SourceError(
    'source-changed',
    `GitHub answered a query with an error instead of data${words}`,
    'collect again; if it happens again, look at https://www.githubstatus.com or for a newer Daybook',
  );
}

function statusFailure(response: HttpResponse): SourceError {
  const { status } = response;
  if (isRateLimited(response)) return rateLimited();
  if (status === 401) {
    return new SourceError(
      'source-refused',
      'GitHub does not accept the token (401)',
      'make a new token and store it',
    );
  }
  if (status === 403) return forbidden();
  if (status === 404) return repositoryNotFound();
  return new SourceError(
    'source-unreachable',
    `GitHub answered with status ${status} however often it was asked`,
    'collect again later; https://www.githubstatus.com says whether GitHub has a failure',
  );
}

function forbidden(): SourceError {
  return new SourceError(
    'source-refused',
    'GitHub refuses what was asked with this token (403)',
    'give the token read access to contents, pull requests and administration of the repository',
  );
}

export function repositoryNotFound(): SourceError {
  return new SourceError(
    'source-not-found',
    'GitHub knows no such repository, or the token may not see it (404)',
    'check owner and name, and that the token is for this repository',
  );
}

function rateLimited(): SourceError {
  return new SourceError(
    'source-rate-limited',
    'GitHub still refuses because of its rate limit after all the waiting that is allowed',
    'collect again in an hour, or use a token of its own for Daybook',
  );
}
