/** What the replayed GitHub is asked for. */
export type Asked = 'repository' | 'history' | 'pull-requests' | 'reviews' | 'protection' | 'rules';

export type FaultKind =
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'server-error'
  | 'rate-limited'
  | 'secondary-rate-limited'
  | 'rate-limited-in-graphql'
  | 'truncated'
  | 'graphql-error'
  | 'changed-schema'
  | 'repeated-page'
  | 'wrong-total'
  | 'unprotected'
  | 'redirected-away';

/** One thing going wrong: with which request, from its which time on, and how often. */
export type Fault = {
  readonly kind: FaultKind;
  readonly asked: Asked;
  /** 1 is the first such request; default 1. */
  readonly from?: number;
  /** Default: for ever. */
  readonly times?: number;
};

export type FaultAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const resetAfterSeconds = 30;

/** The answer in place of the right one, or null where the fault changes the right one instead. */
export function faultAnswer(kind: FaultKind, nowMs: number): FaultAnswer | null {
  const reset = String(Math.ceil(nowMs / 1_000) + resetAfterSeconds);
  const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  if (kind === 'unauthorised') return answer(401, { message: 'Bad credentials' });
  if (kind === 'forbidden')
    return answer(403, { message: 'Resource not accessible by personal access token' });
  if (kind === 'not-found') return answer(404, { message: 'Not Found' });
  if (kind === 'unprotected') return answer(404, { message: 'Branch not protected' });
  if (kind === 'server-error') return answer(502, { message: 'Server Error' });
  if (kind === 'rate-limited') return answer(403, { message: 'API rate limit exceeded' }, used);
  if (kind === 'secondary-rate-limited') {
    return answer(429, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '20' });
  }
  if (kind === 'rate-limited-in-graphql') {
    return answer(
      200,
      { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
      used,
    );
  }
  if (kind === 'graphql-error') {
    return answer(200, {
      data: null,
      errors: [{ type: 'SERVICE_UNAVAILABLE', message: 'Something went wrong' }],
    });
  }
  if (kind === 'redirected-away') return answer(301, {}, { location: 'https://elsewhere.example/stolen' });
  return null;
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): FaultAnswer {
  return { status, headers, body: JSON.stringify(body) };
}
