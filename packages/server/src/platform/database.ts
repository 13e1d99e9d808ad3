import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { databaseRefusal } from './database-refusal.ts';
import { Refusal } from './errors.ts';
import { type Copy, runWithCopies } from './run-with-copies.ts';
import type { WorkspaceId } from './workspace-id.ts';
import { setLocal, type WriterLimits, writerLimits } from './writer-limits.ts';

/** One open transaction. `db` runs typed and tagged SQL, `client` is for COPY; both are the same connection. */
export type Tx = {
  // The tables belong to the features' stores, which type each row they read.
  // biome-ignore lint/suspicious/noExplicitAny: kysely needs a table map; rows are typed per statement
  readonly db: Kysely<any>;
  readonly client: pg.PoolClient;
  /** Null in system transactions, which see every workspace. */
  readonly workspaceId: WorkspaceId | null;
  /** What a transaction takes on itself once it holds a log's row. */
  readonly limits: WriterLimits;
};

export type OpenedWrite = {
  readonly tx: Tx;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly commitWith: (copies: readonly Copy[], statements: readonly string[]) => Promise<void>;
};

/** What one grouped write does between its two round trips. */
export type GroupedWrite<T> = {
  /** Runs right behind the transaction's begin and answers the rows `work` needs; it takes the row that orders writers. */
  readonly first: string;
  /** `commitWith` writes everything and commits, in one round trip. Without it nothing is written. */
  readonly work: (opened: OpenedWrite) => Promise<T>;
};

export type Statement = { readonly name: string; readonly text: string; readonly values: readonly string[] };

export interface Database {
  /** Runs `work` in one transaction that sees one workspace only. Retries serialisation failures and deadlocks. */
  withWorkspace<T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction that sees all workspaces. `reason` is logged. */
  withSystem<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One reading statement over all workspaces in one round trip, with `$1` and so on for its values; it is prepared once for
   * each connection. `reason` is logged. For what every request asks; everything else takes `withSystem`.
   */
  readSystem<Row extends object>(reason: string, statement: Statement): Promise<readonly Row[]>;
  /**
   * One transaction of the workspace in two round trips, on connections kept for writers, so that readers cannot hold
   * them up. Retries like `withWorkspace`. No part of `first` may come from input.
   */
  writeGrouped<T>(workspaceId: WorkspaceId, write: GroupedWrite<T>): Promise<T>;
  /** The pool of the system role, for libraries that bring their own tables. */
  readonly systemPool: pg.Pool;
  /** `work` runs, and is waited for, before the last connection closes. */
  beforeClose(work: () => Promise<void>): void;
  close(): Promise<void>;
}

export type DatabaseAddress =
  | { readonly kind: 'socket'; readonly socketDir: string; readonly port: number; readonly database: string }
  | { readonly kind: 'url'; readonly url: string };

const retryableCodes = new Set(['40001', '40P01']);
const triesMax = 5;

/** As many grouped writes as may be under way in one process: one holds the row, the others wait for it or prepare. */
const writersMax = 4;

export function openDatabase(
  address: DatabaseAddress,
  poolSizeMax = 12,
  limits: WriterLimits = writerLimits,
): Database {
  const app = new pg.Pool({ ...poolConfig(address, 'daybook_app'), max: poolSizeMax });
  const writers = new pg.Pool({ ...poolConfig(address, 'daybook_app'), max: writersMax });
  const system = new pg.Pool({ ...poolConfig(address, 'daybook_system'), max: Math.max(4, poolSizeMax / 2) });
  const pools = [app, writers, system];
  // A broken connection must not end the process, whether it is idle or in use; the next statement reports it.
  for (const pool of pools) {
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  const role = (name: string) => (address.kind === 'url' ? `set local role ${name}; ` : '');
  const begin = (workspaceId: WorkspaceId) => {
    if (!/^[0-9a-f-]{36}$/.test(workspaceId)) throw new Error('a workspace id is a UUID');
    return `begin; ${role('daybook_app')}select set_config('daybook.workspace', '${workspaceId}', true)`;
  };
  const lasts: (() => Promise<void>)[] = [];
  return {
    withWorkspace: (workspaceId, work) =>
      inTransaction(app, begin(workspaceId), (client) =>
        work({ db: kyselyOn(client), client, workspaceId, limits }),
      ),
    withSystem: (_reason, work) =>
      inTransaction(system, `begin; ${role('daybook_system')}`, (client) =>
        work({ db: kyselyOn(client), client, workspaceId: null, limits }),
      ),
    readSystem: <Row extends object>(_reason: string, statement: Statement) =>
      withClient(system, (client) => readOnce<Row>(client, statement, role('daybook_system'))),
    writeGrouped: (workspaceId, write) => {
      const opening = `${begin(workspaceId)}; ${setLocal(limits)}; ${write.first}`;
      return withClient(writers, (client) =>
        writeInTwo({ db: kyselyOn(client), client, workspaceId, limits }, opening, write.work),
      );
    },
    systemPool: system,
    beforeClose: (work) => {
      lasts.push(work);
    },
    close: async () => {
      for (const work of lasts) await work();
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}

function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query(begin);
    const result = await work(client);
    const { command } = await client.query('commit');
    // A failed statement that somebody caught leaves nothing to commit, and PostgreSQL says so without an error.
    if (command !== 'COMMIT') throw new Error('the transaction had failed before its commit');
    return result;
  });
}

/** A statement alone is its own transaction. Where the role has to be taken first, it travels with the statement. */
async function readOnce<Row extends object>(
  client: pg.PoolClient,
  { name, text, values }: Statement,
  takeRole: string,
): Promise<readonly Row[]> {
  if (takeRole === '') return (await client.query<Row>({ name, text, values: [...values] })).rows;
  const written = text.replaceAll(/\$(\d+)/g, (_, place) =>
    pg.escapeLiteral(values[Number(place) - 1] ?? ''),
  );
  const answers = await client.query(`begin read only; ${takeRole}${written}; commit`);
  // Of several statements pg answers several results, which its types do not say: begin, the role, ours, commit.
  const results = answers as unknown as readonly pg.QueryResult<Row>[];
  return results.at(-2)?.rows ?? [];
}

async function writeInTwo<T>(tx: Tx, opening: string, work: GroupedWrite<T>['work']): Promise<T> {
  // Of several statements pg answers several results, which its types do not say.
  const results = (await tx.client.query(opening)) as unknown as readonly pg.QueryResult[];
  let hasCommitted = false;
  const commitWith: OpenedWrite['commitWith'] = async (copies, statements) => {
    await runWithCopies(tx.client, copies, [...statements, 'commit']);
    hasCommitted = true;
  };
  const result = await work({ tx, rows: results.at(-1)?.rows ?? [], commitWith });
  if (!hasCommitted) await tx.client.query('rollback');
  return result;
}

/**
 * Gives the connection back clean: what failed is rolled back, and tried again where PostgreSQL asks for that. Refuses with
 * `ledger-busy` or `ledger-closed` where the database could not do it and a person can do something about it.
 */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  try {
    for (let tries = 1; ; tries += 1) {
      const client = await pool.connect();
      let isClean = true;
      try {
        return await work(client);
      } catch (error) {
        const isRolledBack = await client.query('rollback').then(
          () => true,
          () => false,
        );
        isClean = isRolledBack && isOrderly(error);
        if (!isRetryable(error) || tries >= triesMax) throw error;
      } finally {
        client.release(!isClean);
      }
    }
  } catch (error) {
    throw databaseRefusal(error);
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && retryableCodes.has(error.code ?? '');
}

/** After anything else the connection may still be in the middle of something. */
function isOrderly(error: unknown): boolean {
  return error instanceof pg.DatabaseError || error instanceof Refusal;
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
