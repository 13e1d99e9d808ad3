import { SourceError } from '../connector.ts';
import type { Http, HttpRequest, HttpResponse } from '../http.ts';
import type { AnswerCache } from './answer-cache.ts';
import { defaultHttpLimits, type HttpLimits } from './http-limits.ts';
import { RateLimitPacer } from './rate-limit-pacer.ts';
import { readBody } from './read-body.ts';
import { retryDelayMs } from './retry-delay.ts';

export type HttpParts = {
  /** Hosts the connection was set up with; every other origin is refused. Absent: the host of each request itself. */
  readonly baseUrls?: readonly string[];
  /** The network. It judges where a request goes and refuses with an error named `DestinationRefused`. */
  readonly fetch: typeof fetch;
  /** ISO instant, as `clock.now`. */
  readonly now: () => string;
  /** Resolves after so many milliseconds, or rejects when the signal aborts. */
  readonly sleep: (delayMs: number, signal?: AbortSignal) => Promise<void>;
  /** A number in [0, 1) for the jitter of retries. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
  /** Kept by the caller per connection, so that a source which supports it answers `304` for what did not change. */
  readonly cache?: AnswerCache;
};

/** The HTTP client of one pull; its waiting budget is that of the whole pull. Keeps the promises of `Http`. */
export function createHttp(parts: HttpParts): Http {
  const limits = { ...defaultHttpLimits, ...parts.limits };
  const origins = parts.baseUrls?.map((url) => new URL(url).origin);
  const pacer = new RateLimitPacer();
  let waitLeftMs = limits.waitBudgetMs;

  /** Sleeps if the budget allows it and says whether it did. */
  async function wait(delayMs: number): Promise<boolean> {
    if (delayMs > waitLeftMs) return false;
    waitLeftMs -= delayMs;
    if (delayMs > 0) await parts.sleep(delayMs, parts.signal);
    return true;
  }

  async function send(request: HttpRequest): Promise<HttpResponse> {
    requireAllowed(request.url, origins);
    for (let attempt = 1; ; attempt += 1) {
      await wait(pacer.delayMs(request.url, Date.parse(parts.now())));
      const outcome = await attemptOnce(request);
      if (!(outcome instanceof Error)) pacer.observe(request.url, outcome.headers);
      const delayMs = retryDelayMs(outcome, attempt, Date.parse(parts.now()), parts.random);
      const isLast = attempt > limits.retriesMax || delayMs === null || !(await wait(delayMs));
      if (!isLast) continue;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
  }

  /** One request with its redirects. A failure to get any answer is returned, not thrown, so that it can be retried. */
  async function attemptOnce(request: HttpRequest): Promise<HttpResponse | SourceError> {
    let url = request.url;
    for (let hops = 0; hops <= limits.redirectsMax; hops += 1) {
      const hop = { ...request, url };
      const answer = await exchange(parts.cache?.conditional(hop) ?? hop, parts, limits);
      if (answer instanceof Error) return answer;
      const response = parts.cache?.resolve(hop, answer) ?? answer;
      const target = redirectOf(response, url);
      if (target === null) return response;
      url = target;
    }
    throw new SourceError(
      'source-refused',
      `the source redirected more than ${limits.redirectsMax} times`,
      'check the address the connection was given',
    );
  }

  return { send };
}

/** One request, one answer. */
async function exchange(
  request: HttpRequest,
  parts: HttpParts,
  limits: HttpLimits,
): Promise<HttpResponse | SourceError> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = parts.signal === undefined ? timeout : AbortSignal.any([timeout, parts.signal]);
  try {
    const response = await parts.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await readBody(response, limits.bytesMax);
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (parts.signal?.aborted === true) {
      throw new SourceError('cancelled', 'reading the source was cancelled', 'start it again');
    }
    if (error instanceof Error && error.name === 'DestinationRefused') throw refused(error.message);
    return unreachable(request.url, timeout.aborted, limits.timeoutMs);
  }
}

/** Plain HTTP would show the credentials to everyone on the way; only this machine itself may be asked so. */
function requireAllowed(url: string, origins: readonly string[] | undefined): void {
  const { protocol, hostname, origin } = new URL(url);
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) {
    throw new SourceError(
      'source-refused',
      'the address of the source is not https',
      'use its https address',
    );
  }
  if (origins !== undefined && !origins.includes(origin)) {
    throw new SourceError(
      'source-refused',
      'the request would leave the host the connection was set up with',
      'check the base address of the connection',
    );
  }
}

function redirectOf(response: HttpResponse, url: string): string | null {
  const location = response.headers.location;
  if (![301, 302, 307, 308].includes(response.status) || location === undefined) return null;
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  if (target?.origin === new URL(url).origin) return target.href;
  throw new SourceError(
    'source-refused',
    'the source redirects to another host, which is not followed',
    'if the source has moved, give the connection its new address',
  );
}

function refused(reason: string): SourceError {
  return new SourceError(
    'source-refused',
    `the source is not asked: ${reason}`,
    'the operator names a host of the own network in DAYBOOK_ALLOW_PRIVATE_HOSTS and restarts Daybook',
  );
}

function unreachable(url: string, isTimeout: boolean, timeoutMs: number): SourceError {
  const { host } = new URL(url);
  return new SourceError(
    'source-unreachable',
    isTimeout
      ? `\`${host}\` did not answer within ${timeoutMs / 1_000} s`
      : `no answer came from \`${host}\``,
    'check the address, the network and a proxy on the way, then collect again',
  );
}
