import type { z } from 'zod';
import { SourceError } from '../connector.ts';
import { isRateLimited } from '../http/retry-delay.ts';
import type { Http, HttpRequest, HttpResponse } from '../http.ts';

export type OneAsked<Answer> = {
  readonly http: Http;
  readonly request: HttpRequest;
  readonly schema: z.ZodType<Answer>;
  /** Plural words for what is asked for, e.g. `members of the organisation`. */
  readonly what: string;
  readonly vendor: string;
  readonly signal: AbortSignal;
};

export type OneRead<Answer> = { readonly answer: Answer; readonly response: HttpResponse };

const jsonAttemptsMax = 2;

/**
 * Asks for one JSON answer. Throws `SourceError`: 401 and 403 `source-refused`, 404 `source-not-found`, 429 after the
 * client's waiting `source-rate-limited`, other failures `source-unreachable`, JSON that is broken twice
 * `source-truncated`, another shape than the schema's `source-changed`.
 */
export async function readOne<Answer>(asked: OneAsked<Answer>): Promise<OneRead<Answer>> {
  for (let attempt = 1; ; attempt += 1) {
    requireGoingOn(asked);
    const response = await asked.http.send(asked.request);
    if (response.status < 200 || response.status > 299) throw statusFailure(response, asked);
    const body = parseJson(response.text);
    if (body !== undefined) return { answer: parseAs(body, asked), response };
    if (attempt >= jsonAttemptsMax) throw truncated(asked);
  }
}

function requireGoingOn({ signal, vendor }: OneAsked<unknown>): void {
  if (!signal.aborted) return;
  throw new SourceError('cancelled', `reading ${vendor} was cancelled`, 'start it again');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseAs<Answer>(body: unknown, { schema, vendor, what }: OneAsked<Answer>): Answer {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.filter((part) => typeof part === 'string').join('.') ?? '';
  throw new SourceError(
    'source-changed',
    `an answer of ${vendor} about ${what} has another shape than expected at \`${place || 'its top'}\``,
    'this version of Daybook does not know the shape; look for a newer one',
  );
}

function truncated({ vendor, what }: OneAsked<unknown>): SourceError {
  return new SourceError(
    'source-truncated',
    `an answer of ${vendor} about ${what} ends in the middle or is no JSON`,
    'collect again; if it happens again, look for a proxy that cuts answers off',
  );
}

function statusFailure(response: HttpResponse, { vendor, what }: OneAsked<unknown>): SourceError {
  const { status } = response;
  if (isRateLimited(response)) {
    return new SourceError(
      'source-rate-limited',
      `${vendor} still refuses to tell ${what} because of its rate limit after all the waiting that is allowed`,
      'collect again later, or collect less often',
    );
  }
  if (status === 401 || status === 403) {
    const found = status === 401 ? 'does not accept the credentials' : 'does not let them see';
    return new SourceError(
      'source-refused',
      status === 401 ? `${vendor} ${found} (401)` : `${vendor} ${found} ${what} (403)`,
      status === 401 ? 'make new ones and store them' : 'give them the permissions the connector names',
    );
  }
  if (status === 404) {
    return new SourceError(
      'source-not-found',
      `${vendor} knows no ${what}, or the credentials may not see them (404)`,
      'check the settings of the connection and the permissions of its credentials',
    );
  }
  return new SourceError(
    status >= 500 ? 'source-unreachable' : 'source-refused',
    `${vendor} answered the question for ${what} with status ${status}`,
    status >= 500 ? 'collect again later' : 'check the settings of the connection',
  );
}
