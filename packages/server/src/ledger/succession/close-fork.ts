import { redactText } from '@daybook/redaction';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { append } from '../append-entries.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { insertLog, type Log, listLogs, lockHeadOfAny, newestLog, type StoredHead } from '../logs.store.ts';
import { lockSuccession, logOpened, predecessorOf, yearOf } from '../open-log.ts';
import { signHead } from '../sign-checkpoint.ts';
import { checkLog } from './check-log.ts';
import { forkReportText } from './fork-report-text.ts';
import { type Fork, insertForkReport, listForks } from './forks.store.ts';

export type CloseFork = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  /** Why, in a person's words; masked before it is written down. */
  readonly reason: string;
};

export type ClosedFork = {
  readonly report: string;
  readonly log: { readonly id: string; readonly origin: string };
};

/**
 * A person closes a forked log: its state here gets its last signature, a report names both histories, and a successor
 * opens whose first entry carries that report and whose positions begin after everything known anywhere. Refuses with
 * `conflict` when the newest log is not forked.
 */
export async function closeFork(input: CloseFork, services: Services): Promise<ClosedFork> {
  services.keyring.assertOpen();
  // what this machine knows may have grown since the fork was found, and the report names all of it
  await checkLog(input.workspaceId, services);
  const closed = await services.database.withWorkspace(input.workspaceId, async (tx) => {
    await lockSuccession(tx);
    const log = (await newestLog(tx)) ?? refuse('not-found');
    const head = await lockHeadOfAny(tx, log.id);
    if (head.forkedAt === null) refuse('conflict', 'the log is not forked', 'there is nothing to close');
    return openSuccessor(tx, { input, log, head, forks: await listForks(tx, log.id) }, services);
  });
  services.live.publish(input.workspaceId, 'ledger');
  return closed;
}

type Closing = {
  readonly input: CloseFork;
  readonly log: Log;
  readonly head: StoredHead;
  readonly forks: readonly Fork[];
};

async function openSuccessor(tx: Tx, closing: Closing, services: Services): Promise<ClosedFork> {
  const { input, log, head, forks } = closing;
  const [most] = forks;
  if (most === undefined) throw new Error('a forked log has nobody who knows another history');
  await signLast(tx, { log, head }, services);
  const closedAt = services.clock.now();
  const successor = await insertLog(tx, await nextLog(tx, closing, closedAt), services);
  const closedBy = input.actor.id;
  const reason = redactText(input.reason, services.catalog.detectors).text;
  const report = forkReportText({ log, head, forks, successor, reason, closedBy, closedAt });
  const forked = {
    knownOrigin: most.knownOrigin,
    knownSize: most.knownSize,
    knownRoot: most.knownRoot?.toString('base64') ?? null,
    knownBy: most.knownBy,
    foundSize: head.size,
    foundRoot: head.root.toString('base64'),
    report,
  };
  const opened = logOpened(successor, predecessorOf(log, head), services, forked);
  await append(tx, [{ ...opened, actor: input.actor }], services);
  await insertForkReport(tx, log.id, { successorId: successor.id, report, closedBy, closedAt });
  return { report, log: { id: successor.id, origin: successor.origin } };
}

/** The one signature a forked log still gets, by the person's decision: a package must be able to show what was here. */
async function signLast(
  tx: Tx,
  { log, head }: { readonly log: Log; readonly head: StoredHead },
  services: Services,
): Promise<void> {
  const newest = await newestCheckpoint(tx, log.id);
  if (newest?.size !== head.size) await signHead(tx, { log, head }, services);
}

/** Its positions and its name are used by no log known anywhere. */
async function nextLog(tx: Tx, { log, head, forks }: Closing, now: string) {
  const ends = forks.map(({ knownEnd }) => knownEnd);
  const year = Math.max(log.year, yearOf(now), ...forks.map(({ knownOrigin }) => placeOf(knownOrigin).year));
  const ofYear = (await listLogs(tx)).filter((each) => each.year === year);
  const numbers = [
    ...ofYear.map(({ number }) => number),
    ...forks
      .map(({ knownOrigin }) => placeOf(knownOrigin))
      .flatMap((place) => (place.year === year ? [place.number] : [])),
  ];
  return {
    year,
    number: Math.max(0, ...numbers) + 1,
    firstPosition: Math.max(log.firstPosition + head.size, ...ends),
    notBefore: head.lastRecordedAt,
  };
}

/** `daybook/<workspace>/2026-2` is the second log of 2026. */
function placeOf(origin: string): { readonly year: number; readonly number: number } {
  const [, year = '0', number = '1'] = /\/(\d{4})(?:-(\d{1,6}))?$/.exec(origin) ?? [];
  return { year: Number(year), number: Number(number) };
}
