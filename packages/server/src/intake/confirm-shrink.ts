import { redactText } from '@daybook/redaction';
import { findConnection, needConnector } from '../connections/index.ts';
import { append, type EntryInput } from '../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { digestSnapshot, writeClosing } from './close-pull.ts';
import type { PopulationReport } from './population-report.ts';
import { openTally } from './population-tally.ts';
import type { PullContext } from './pull-context.ts';
import { adoptSnapshot, clearStaging } from './pull-items.store.ts';
import { insertPull, listPulls, type StoredPull } from './pulls.store.ts';
import { type ClaimedPull, runToEnd } from './run-pull.ts';
import { takeWritingTurn } from './take-writing-turn.ts';
import { dropWithheld, stageWithheld } from './withheld-absences.store.ts';
import { writeItems } from './write-records.ts';

export type ShrinkOrder = {
  readonly workspaceId: WorkspaceId;
  readonly pull: StoredPull;
  readonly reason: string;
  readonly actor: Actor;
};

/**
 * A person says that what a suddenly much shorter list no longer holds is gone. The same reading is taken over once more, now
 * as whole and as of when it was read. Refuses `conflict` when it is not the source's newest, or nothing of it waits.
 */
export async function claimShrink(tx: Tx, order: ShrinkOrder, services: Services): Promise<ClaimedPull> {
  services.keyring.assertOpen();
  const { workspaceId, pull, actor } = order;
  const connection = (await findConnection(tx, pull.connection)) ?? refuse('not-found');
  await requireWaiting(tx, pull);
  const connector = needConnector(services, connection.connector);
  const pullId = services.ids.make('pul');
  const { startedAt } = pull;
  const row = { id: pullId, connection: connection.id, now: services.clock.now(), startedAt };
  if (!(await insertPull(tx, row))) refuse('pull-running');
  await append(tx, [confirmed(order, pullId, services)], services);
  const context = { workspaceId, pullId, connection, connector, actor, startedAt, services };
  return {
    id: pullId,
    begin: () =>
      services.background.run(pullId, (signal) =>
        runToEnd({ ...context, signal }, (run) => takeOver(pull, run)),
      ),
  };
}

async function requireWaiting(tx: Tx, pull: StoredPull): Promise<void> {
  const query = { connection: pull.connection, before: null, limit: 1, seen: null };
  const [newest] = await listPulls(tx, query);
  const isWaiting = pull.state === 'completed' && pull.populations.some(({ withheld = 0 }) => withheld > 0);
  if (isWaiting && newest?.id === pull.id) return;
  refuse(
    'conflict',
    'nothing of this reading waits to be confirmed',
    'see the newest reading of the source, and read it again where it failed',
  );
}

function confirmed({ pull, reason, actor }: ShrinkOrder, pullId: string, services: Services): EntryInput {
  const now = services.clock.now();
  const clean = reason.toWellFormed().replaceAll('\0', '\u{fffd}').trim();
  if (clean === '') refuse('bad-request', 'a reason is needed');
  const lists = pull.populations.flatMap(({ kind, scope, withheld = 0 }) =>
    withheld > 0 ? [{ kind, scope, gone: withheld }] : [],
  );
  const masked = redactText(clean, services.catalog.detectors).text;
  return {
    type: 'pull.shrink-confirmed@1',
    actor,
    occurredAt: now,
    observedAt: now,
    refs: [pull.connection, pull.id],
    payload: ownWords({ pull: pull.id, takenOverBy: pullId, lists, reason: masked }),
  };
}

async function takeOver(pull: StoredPull, context: PullContext): Promise<void> {
  const { database } = context.services;
  await takeWritingTurn(context);
  const populations: PopulationReport[] = [];
  for (const report of pull.populations) populations.push(await takeOverList(report, context));
  await database.withWorkspace(context.workspaceId, async (tx) => {
    for (const [i, report] of pull.populations.entries()) {
      if (populations[i]?.closed === 0) continue;
      const list = { connection: context.connection.id, kind: report.kind, scope: report.scope };
      await adoptSnapshot(tx, context.pullId, list.connection, report);
      await dropWithheld(tx, list);
    }
    await clearStaging(tx, context.pullId);
    // What it says is as old as the reading, whenever somebody confirms it.
    const closing = { ...context, ...(pull.finishedAt !== null && { finishedAt: pull.finishedAt }) };
    await writeClosing(tx, 'completed', { populations, error: null }, closing);
  });
}

/** What the reading said of one list, without what it had written down before; whole where the missing was confirmed. */
async function takeOverList(report: PopulationReport, context: PullContext): Promise<PopulationReport> {
  const { withheld = 0, ...told } = report;
  const before = { ...told, added: 0, changed: 0, closed: 0 };
  if (withheld === 0) return before;
  const { kind, scope, query, maxGapHours } = report;
  // A report's kind is one of the ontology's.
  const opened = { type: 'population', kind, scope, query, maxGapHours } as Parameters<typeof openTally>[0];
  const tally = openTally(opened);
  const list = { pullId: context.pullId, connection: context.connection.id, kind, scope };
  tally.closed = await context.services.database.withWorkspace(context.workspaceId, (tx) =>
    stageWithheld(tx, list),
  );
  tally.items = report.items;
  await writeItems(tally, context);
  const snapshotDigest = await digestSnapshot(tally, context);
  return { ...before, closed: tally.closed, complete: true, reasons: [], snapshotDigest };
}
