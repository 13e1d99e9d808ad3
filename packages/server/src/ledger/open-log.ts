import { sql } from 'kysely';
import { type Services, systemActor, type Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import type { EntryInput } from './entry-input.ts';
import { insertLog, type Log, lockHead, newestLog } from './logs.store.ts';
import { checkpointLog } from './sign-checkpoint.ts';

type OpenServices = Pick<Services, 'clock' | 'ids' | 'keyring'>;

/**
 * The log of the current year, opened when the year has none yet: its first entry carries the size and root its
 * predecessor ended with, so the chain of years can be verified. A clock that went back keeps the newest log.
 */
export async function currentLog(
  tx: Tx,
  services: OpenServices,
  writeFirst: (opened: { log: Log; first: readonly EntryInput[] }) => Promise<unknown>,
): Promise<Log> {
  const year = yearOf(services.clock.now());
  const newest = await newestLog(tx);
  if (newest !== null && newest.year >= year) return newest;
  await sql`select pg_advisory_xact_lock(hashtextextended(${tx.workspaceId}::text, 7400))`.execute(tx.db);
  const again = await newestLog(tx);
  if (again !== null && again.year >= year) return again;
  const predecessor = again === null ? null : await closeLog(tx, again, services);
  const log = await insertLog(tx, { year, firstPosition: predecessor?.end ?? 0 }, services);
  await writeFirst({ log, first: [logOpened(log, predecessor, services)] });
  return log;
}

type Predecessor = {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly end: number;
};

/** The calendar year of an instant, UTC. */
export function yearOf(instant: string): number {
  return Number(instant.slice(0, 4));
}

/** Holds the old log's row until the new one is there, and signs the size it ends with. */
async function closeLog(tx: Tx, log: Log, services: OpenServices): Promise<Predecessor> {
  const head = await lockHead(tx, log.id);
  await checkpointLog(tx, log, services);
  return {
    origin: log.origin,
    size: head.size,
    root: head.root.toString('base64'),
    end: log.firstPosition + head.size,
  };
}

function logOpened(log: Log, predecessor: Predecessor | null, services: OpenServices): EntryInput {
  const now = services.clock.now();
  return {
    type: 'log.opened@1',
    actor: systemActor,
    occurredAt: now,
    observedAt: now,
    refs: [],
    payload: ownWords({
      origin: log.origin,
      firstPosition: log.firstPosition,
      verifierKey: log.verifierKey,
      predecessor: predecessor && {
        origin: predecessor.origin,
        size: predecessor.size,
        root: predecessor.root,
      },
    }),
  };
}
