export type HttpLimits = {
  /** For one request until its body is read. */
  readonly timeoutMs: number;
  /** Of one answer's body, decompressed. */
  readonly bytesMax: number;
  readonly redirectsMax: number;
  /** Attempts after the first, per request. */
  readonly retriesMax: number;
  /** All waiting of one pull together: rate limits and pauses between retries. */
  readonly waitBudgetMs: number;
};

export const defaultHttpLimits: HttpLimits = {
  timeoutMs: 30_000,
  bytesMax: 32 * 1024 * 1024,
  redirectsMax: 5,
  retriesMax: 4,
  waitBudgetMs: 10 * 60_000,
};
