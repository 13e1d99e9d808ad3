import type { HttpResponse } from '../http.ts';

const firstDelayMs = 500;
const delayMaxMs = 30_000;
const retriedStatuses = [429, 500, 502, 503, 504];

/**
 * How long to wait before asking again, or null where asking again cannot help. What the source says (`Retry-After`, the
 * reset of its rate limit) goes before our own doubling delay, of which half is jitter.
 */
export function retryDelayMs(
  outcome: HttpResponse | Error,
  attempt: number,
  nowMs: number,
  random: () => number,
): number | null {
  const ceilingMs = Math.min(delayMaxMs, firstDelayMs * 2 ** (attempt - 1));
  const ownMs = Math.round(ceilingMs / 2 + (ceilingMs / 2) * random());
  if (outcome instanceof Error) return ownMs;
  const isRateLimit = isRateLimited(outcome);
  if (!isRateLimit && !retriedStatuses.includes(outcome.status)) return null;
  const statedMs = retryAfterMs(outcome, nowMs) ?? (isRateLimit ? resetMs(outcome, nowMs) : null);
  return statedMs === null ? ownMs : Math.max(statedMs, ownMs);
}

/** 429, and the 403 by which GitHub says the same. */
export function isRateLimited({ status, headers }: HttpResponse): boolean {
  if (status === 429) return true;
  return status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined);
}

/** `Retry-After` as seconds or as an HTTP date (RFC 9110 10.2.3). */
function retryAfterMs({ headers }: HttpResponse, nowMs: number): number | null {
  const value = headers['retry-after'];
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

function resetMs({ headers }: HttpResponse, nowMs: number): number | null {
  const seconds = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (headers['x-ratelimit-remaining'] !== '0' || !Number.isFinite(seconds)) return null;
  return Math.max(0, seconds * 1_000 - nowMs);
}
