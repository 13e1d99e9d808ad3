/** Remembers, per host, that its allowance is used up, so that the next request is not sent only to be refused. */
export class RateLimitPacer {
  readonly #resetAtMs = new Map<string, number>();

  observe(url: string, headers: Readonly<Record<string, string>>): void {
    const { host } = new URL(url);
    const seconds = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
    const isUsedUp = headers['x-ratelimit-remaining'] === '0' && Number.isFinite(seconds);
    if (isUsedUp) this.#resetAtMs.set(host, seconds * 1_000);
    else this.#resetAtMs.delete(host);
  }

  delayMs(url: string, nowMs: number): number {
    return Math.max(0, (this.#resetAtMs.get(new URL(url).host) ?? 0) - nowMs);
  }
}
