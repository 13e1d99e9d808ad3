/** Time as the rest of the server sees it: UTC instants with milliseconds, `2026-03-01T12:00:00.123Z`. */
export type Clock = { now(): string };

export const systemClock: Clock = { now: () => new Date().toISOString() };
