import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { WorkspaceId } from './workspace-id.ts';

/** One open transaction. `db` runs typed and tagged SQL, `client` is for COPY; both are the same connection. */
export type Tx = {
  // The tables belong to the features' stores, which type each row they read.
  // biome-ignore lint/suspicious/noExplicitAny: kysely needs a table map; rows are typed per statement
  readonly db: Kysely<any>;
  readonly client: pg.PoolClient;
  /** Null in system transactions, which see every workspace. */
  readonly workspaceId: WorkspaceId | null;
};

export interface Database {
  /** Runs `work` in one transaction that sees one workspace only. Retries serialisation failures and deadlocks. */
  withWorkspace<T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction that sees all workspaces. `reason` is logged. */
  withSystem<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The pool of the system role, for libraries that bring their own tables. */
  readonly systemPool: pg.Pool;
  close(): Promise<void>;
}

export type DatabaseAddress =
  | { readonly kind: 'socket'; readonly socketDir: string; readonly port: number; readonly database: string }
  | { readonly kind: 'url'; readonly url: string };

const retryableCodes = new Set(['40001', '40P01']);
const triesMax = 5;

export function openDatabase(address: DatabaseAddress, poolSizeMax = 12): Database {
  const app = new pg.Pool({ ...poolConfig(address, 'daybook_app'), max: poolSizeMax });
  const system = new pg.Pool({ ...poolConfig(address, 'daybook_system'), max: Math.max(4, poolSizeMax / 2) });
  // A broken idle connection must not end the process; the next statement reports it.
  for (const pool of [app, system]) pool.on('error', () => undefined);
  const role = (name: string) => (address.kind === 'url' ? `set local role ${name}; ` : '');
  return {
    withWorkspace: (workspaceId, work) => {
      if (!/^[0-9a-f-]{36}$/.test(workspaceId)) throw new Error('a workspace id is a UUID');
      const begin = `begin; ${role('daybook_app')}select set_config('daybook.workspace', '${workspaceId}', true)`;
      return inTransaction(app, begin, workspaceId, work);
    },
    withSystem: (_reason, work) => inTransaction(system, `begin; ${role('daybook_system')}`, null, work),
    systemPool: system,
    close: async () => {
      await Promise.all([app.end(), system.end()]);
    },
  };
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  workspaceId: WorkspaceId | null,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    let failure: unknown;
    try {
      await client.query(begin);
      const result = await work({ db: kyselyOn(client), client, workspaceId });
      await client.query('commit');
      return result;
    } catch (error) {
      failure = error;
      await client.query('rollback').catch(() => undefined);
      if (!isRetryable(error) || tries >= triesMax) throw error;
    } finally {
      client.release(isBroken(failure));
    }
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && retryableCodes.has(error.code ?? '');
}

function isBroken(error: unknown): boolean {
  return error !== undefined && !(error instanceof pg.DatabaseError);
}

/** Kysely bound to one connection that is already inside a transaction. */
function kyselyOn(client: pg.PoolClient): Tx['db'] {
  // Bound: the client keeps the state of its protocol on itself. Its overloads are wider than kysely's view of them.
  const query = client.query.bind(client) as PostgresPoolClient['query'];
  const borrowed: PostgresPoolClient = { query, release: () => undefined };
  const pool = { connect: async () => borrowed, end: async () => undefined, options: {} };
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

function poolConfig(address: DatabaseAddress, user: string): pg.PoolConfig {
  const types = { getTypeParser };
  if (address.kind === 'url') return { connectionString: address.url, types };
  return { host: address.socketDir, port: address.port, database: address.database, user, types };
}

const typeParsers: Readonly<Record<number, (value: string) => unknown>> = {
  20: (value) => safeInteger(value),
  1082: (value) => value,
  1114: (value) => new Date(`${value}Z`).toISOString(),
  1184: (value) => new Date(value).toISOString(),
};

/** bigint as a number, timestamps as ISO instants, dates as `YYYY-MM-DD`. */
export function getTypeParser(oid: number, format?: 'text' | 'binary') {
  const own = format === 'binary' ? undefined : typeParsers[oid];
  return own ?? pg.types.getTypeParser(oid, format ?? 'text');
}

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error('a bigint left the safe integer range');
  return number;
}
