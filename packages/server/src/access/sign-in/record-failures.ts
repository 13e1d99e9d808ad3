import { append, type EntryInput, takesEntries } from '../../ledger/index.ts';
import { type Services, systemActor, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { listMembershipsOfUser } from '../members.store.ts';
import { type Failures, takeFailures } from './failures.store.ts';

const minuteMs = 60_000;
const failuresPerTurnMax = 500;
/** Entries one turn writes into a ledger; what is more becomes one entry for all of it. */
const entriesPerWorkspaceMax = 50;

type Told = Failures & { readonly subject: string };

/**
 * Writes down the failed sign-ins of minutes that are over: one `sign-in.failed` per account, source and minute in each of the
 * account's workspaces, and never more than fifty in a turn. Answers how many failures it took. Safe in several processes.
 */
export async function recordFailures(services: Services): Promise<number> {
  const minute = Math.floor(Date.parse(services.clock.now()) / minuteMs) * minuteMs;
  return services.database.withSystem('record failed sign-ins', async (tx) => {
    const failures = await takeFailures(tx, new Date(minute).toISOString(), failuresPerTurnMax);
    const byWorkspace = await placeFailures(tx, failures);
    for (const workspaceId of [...byWorkspace.keys()].sort()) {
      const scoped = { ...tx, workspaceId };
      const entries = entriesOf(byWorkspace.get(workspaceId) ?? [], services.clock.now());
      if (await takesEntries(scoped)) await append(scoped, entries, services);
      else services.log.warn({ workspaceId }, 'failed sign-ins were not written down: the log is forked');
    }
    return failures.length;
  });
}

async function placeFailures(
  tx: Tx,
  failures: readonly Failures[],
): Promise<ReadonlyMap<WorkspaceId, readonly Told[]>> {
  const placed = new Map<WorkspaceId, Told[]>();
  for (const failure of failures) {
    for (const { workspaceId, subjectId } of await listMembershipsOfUser(tx, failure.userId)) {
      placed.set(workspaceId, [...(placed.get(workspaceId) ?? []), { ...failure, subject: subjectId }]);
    }
  }
  return placed;
}

function entriesOf(told: readonly Told[], now: string): readonly EntryInput[] {
  const alone = told.slice(0, entriesPerWorkspaceMax);
  const together = told.slice(entriesPerWorkspaceMax);
  const entries = alone.map(({ subject, source, count, from, until }) =>
    entry(until, now, [subject], { count, from, until, source }),
  );
  if (together.length === 0) return entries;
  const from = together.map((one) => one.from).sort()[0] ?? now;
  const until =
    together
      .map((one) => one.until)
      .sort()
      .at(-1) ?? now;
  const count = together.reduce((sum, one) => sum + one.count, 0);
  const accounts = new Set(together.map(({ subject }) => subject)).size;
  return [...entries, entry(until, now, [], { count, from, until, source: 'others', accounts })];
}

type FailurePayload = {
  readonly count: number;
  readonly from: string;
  readonly until: string;
  readonly source: string;
  readonly accounts?: number;
};

function entry(
  occurredAt: string,
  observedAt: string,
  refs: readonly string[],
  payload: FailurePayload,
): EntryInput {
  const body = ownWords({ ...payload });
  return { type: 'sign-in.failed@1', actor: systemActor, occurredAt, observedAt, refs, payload: body };
}
