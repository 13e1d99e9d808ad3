import { sql } from 'kysely';
import { type Services, systemActor, type Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import type { EntryInput } from './entry-input.ts';
import { insertLog, type Log, lockHead, markClosed, newestLog, type StoredHead } from './logs.store.ts';
import { checkpointLog } from './sign-checkpoint.ts';

type OpenServices = Pick<Services, 'clock' | 'ids' | 'keyring'>;

/**
 * The log of the current year, opened when the year has none yet: its first entry carries the size and root its
 * predecessor ended with, so the chain of years can be verified. A clock that went back keeps the newest log. Refuses
 * with `log-forked` where the year turned over a forked log: a person closes that one first.
 */
export async function currentLog(
  tx: Tx,
  services: OpenServices,
  writeFirst: (opened: { log: Log; first: readonly EntryInput[] }) => Promise<unknown>,
): Promise<Log> {
  const year = yearOf(services.clock.now());
  const newest = await newestLog(tx);
  if (newest !== null && newest.year >= year) return newest;
  await lockSuccession(tx);
  const again = await newestLog(tx);
  if (again !== null && again.year >= year) return again;
  const closed = again === null ? null : await closeLog(tx, again, services);
  const opened = {
    year,
    number: 1,
    firstPosition: closed?.end ?? 0,
    notBefore: closed?.lastRecordedAt ?? null,
  };
  const log = await insertLog(tx, opened, services);
  await writeFirst({ log, first: [logOpened(log, closed?.predecessor ?? null, services)] });
  return log;
}

/** Only one transaction at a time opens a log of this workspace; held until it ends. */
export async function lockSuccession(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tx.workspaceId}::text, 7400))`.execute(tx.db);
}

/** What the first entry of a log says of the log before it. */
export type Predecessor = { readonly origin: string; readonly size: number; readonly root: string };

/** What the successor of a forked log says of both histories: the one known elsewhere and the one found here. */
export type ForkNamed = {
  readonly knownOrigin: string;
  readonly knownSize: number;
  /** Base64; null where only the size was told. */
  readonly knownRoot: string | null;
  readonly knownBy: string;
  readonly foundSize: number;
  readonly foundRoot: string;
  readonly report: string;
};

/** The calendar year of an instant, UTC. */
export function yearOf(instant: string): number {
  return Number(instant.slice(0, 4));
}

type Closed = { readonly predecessor: Predecessor; readonly end: number; readonly lastRecordedAt: string };

/** Holds the old log's row until the new one is there, and signs the size it ends with. */
async function closeLog(tx: Tx, log: Log, services: OpenServices): Promise<Closed> {
  const head = await lockHead(tx, log.id);
  await checkpointLog(tx, log, services);
  await markClosed(tx, log.id, services.clock.now());
  return {
    predecessor: predecessorOf(log, head),
    end: log.firstPosition + head.size,
    lastRecordedAt: head.lastRecordedAt,
  };
}

export function predecessorOf(log: Log, head: Pick<StoredHead, 'size' | 'root'>): Predecessor {
  return { origin: log.origin, size: head.size, root: head.root.toString('base64') };
}

/** The first entry of a log. `forked` stands in it only where the log before was forked. */
export function logOpened(
  log: Log,
  predecessor: Predecessor | null,
  services: Pick<Services, 'clock'>,
  forked: ForkNamed | null = null,
): EntryInput {
  const now = services.clock.now();
  const { origin, firstPosition, verifierKey } = log;
  return {
    type: 'log.opened@1',
    actor: systemActor,
    occurredAt: now,
    observedAt: now,
    refs: [],
    payload: ownWords({ origin, firstPosition, verifierKey, predecessor, ...(forked && { forked }) }),
  };
}
