export type PostgresRefusalCode =
  | 'already-running'
  | 'data-version-mismatch'
  | 'data-unreachable'
  | 'postgres-missing'
  | 'postgres-failed';

/** Why the embedded PostgreSQL could not be started, and the way out in `hint`. */
export class PostgresRefusal extends Error {
  readonly code: PostgresRefusalCode;
  readonly hint: string;
  /** Of `already-running`: the runtime folder of the process that owns the data folder now. */
  readonly runtimeDir: string | null;

  constructor(code: PostgresRefusalCode, message: string, hint: string, runtimeDir: string | null = null) {
    super(message);
    this.name = 'PostgresRefusal';
    this.code = code;
    this.hint = hint;
    this.runtimeDir = runtimeDir;
  }
}
