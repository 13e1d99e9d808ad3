/** How long a writer may hold others up. All in milliseconds. */
export type WriterLimits = {
  /** Waiting for the row that orders writers. */
  readonly lockTimeoutMs: number;
  /** One statement while that row is held. */
  readonly statementTimeoutMs: number;
  /** Doing nothing while that row is held: a process that was stopped must not stop the others. */
  readonly idleTimeoutMs: number;
};

export const writerLimits: WriterLimits = {
  lockTimeoutMs: 10_000,
  statementTimeoutMs: 60_000,
  idleTimeoutMs: 60_000,
};

/** Statements that put the limits on the open transaction alone. */
export function setLocal({ lockTimeoutMs, statementTimeoutMs, idleTimeoutMs }: WriterLimits): string {
  return [
    `set local lock_timeout = ${lockTimeoutMs}`,
    `set local statement_timeout = ${statementTimeoutMs}`,
    `set local idle_in_transaction_session_timeout = ${idleTimeoutMs}`,
  ].join('; ');
}
