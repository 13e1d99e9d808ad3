import pg from 'pg';
import { refuse } from '../errors.ts';

/** Two numbers of our own for PostgreSQL's advisory locks. */
const lockClass = 7400;
const lockNumber = 23;

/** That this process serves a database which others may serve too, known to all of them while it lasts. */
export interface Presence extends AsyncDisposable {
  /** Refuses with `conflict` while any other process is present. */
  requireAlone(): Promise<void>;
}

/** Holds a shared advisory lock on a connection of its own; where that breaks, `requireAlone` refuses. */
export async function openPresence(owner: pg.ClientConfig): Promise<Presence> {
  const client = new pg.Client(owner);
  let isBroken = false;
  client.on('error', () => {
    isBroken = true;
  });
  await client.connect();
  await client.query('select pg_advisory_lock_shared($1, $2)', [lockClass, lockNumber]);
  return {
    requireAlone: async () => {
      if (isBroken) refuse('conflict', notAlone, restartHint);
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::integer as others from pg_locks
         where locktype = 'advisory' and classid = $1 and objid = $2 and pid <> pg_backend_pid()
           and database = (select oid from pg_database where datname = current_database())`,
        [lockClass, lockNumber],
      );
      if ((rows[0]?.others ?? 1) > 0) refuse('conflict', notAlone, restartHint);
    },
    [Symbol.asyncDispose]: async () => {
      await client.end().catch(() => undefined);
    },
  };
}

const notAlone = 'other processes of this database are running, and would go on with the present master key';
const restartHint = 'stop all processes but one, try again, and start them afterwards';
