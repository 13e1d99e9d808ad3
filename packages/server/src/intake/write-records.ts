import type { IdentityValues } from '@daybook/kit';
import { append, type EntryInput, type JsonValue } from '../ledger/index.ts';
import { openBytes, type Tx } from '../platform/index.ts';
import { ownWords, type Redacted } from '../redaction/index.ts';
import { insertIdentities, readStagedIdentities } from './identities.store.ts';
import type { PopulationTally } from './population-tally.ts';
import { type PullContext, stagingKey } from './pull-context.ts';
import { type ItemToWrite, markWritten, nextItemsToWrite } from './pull-items.store.ts';
import { lastCompleteAt, markFirstPosition, reportProgress } from './pulls.store.ts';

const batchSize = 2_000;

/** Writes down who newly appeared, each under the person's own key; returns when none are left. */
export async function writeIdentities(context: PullContext): Promise<void> {
  for (let after: Buffer | null = Buffer.alloc(0); after !== null; ) {
    const from: Buffer = after;
    after = await context.services.database.withWorkspace(context.workspaceId, (tx) =>
      writeIdentityBatch(tx, from, context),
    );
    context.signal.throwIfAborted();
  }
}

/** Answers the hash of the last one written, or null after the last batch. */
async function writeIdentityBatch(tx: Tx, after: Buffer, context: PullContext): Promise<Buffer | null> {
  const staged = await readStagedIdentities(tx, context.pullId, after, batchSize);
  const now = context.services.clock.now();
  const entries = staged.map(({ subjectId, sealed }): EntryInput => {
    const plain = openBytes(stagingKey(context), sealed, `identity:${subjectId}`).toString('utf8');
    // Staged by `resolveSubjects` from parsed identity values.
    const identity = JSON.parse(plain) as IdentityValues;
    return {
      type: 'identity.recorded@1',
      actor: context.actor,
      occurredAt: null,
      observedAt: now,
      refs: [subjectId],
      subject: subjectId,
      payload: ownWords({ subject: subjectId, identity }),
    };
  });
  const appended = await append(tx, entries, context.services);
  await insertIdentities(
    tx,
    staged.map((row, i) => ({ ...row, position: appended[i]?.position ?? -1 })),
  );
  return staged.length < batchSize ? null : (staged.at(-1)?.valuesHash ?? null);
}

/** Writes down what is new, changed or gone in one population; returns when nothing is left. */
export async function writeItems(tally: PopulationTally, context: PullContext): Promise<void> {
  const total = tally.added + tally.changed + tally.closed;
  let after = '';
  for (let done = 0; done < total; ) {
    const from = after;
    const written = await context.services.database.withWorkspace(context.workspaceId, (tx) =>
      writeItemBatch(tx, from, tally, context),
    );
    if (written.length === 0) return;
    done += written.length;
    after = written.at(-1)?.key ?? after;
    context.signal.throwIfAborted();
    const progress = { done, total, unit: 'entries' };
    const step = { phase: 'writing', progress, now: context.services.clock.now() };
    await context.services.database.withWorkspace(context.workspaceId, (tx) =>
      reportProgress(tx, context.pullId, step),
    );
    context.services.live.publish(context.workspaceId, 'pulls');
  }
}

async function writeItemBatch(
  tx: Tx,
  after: string,
  tally: PopulationTally,
  context: PullContext,
): Promise<readonly ItemToWrite[]> {
  const items = await nextItemsToWrite(tx, context.pullId, tally, after, batchSize);
  if (items.length === 0) return items;
  const seenAt = tally.closed > 0 ? await lastCompleteAt(tx, context.connection.id, tally) : null;
  const entries = items.map((item) => entryFor(item, seenAt, context));
  const appended = await append(tx, entries, context.services);
  await markFirstPosition(tx, context.pullId, appended[0]?.position ?? 0);
  const written = items.map((item, i) => ({
    key: item.key,
    position: appended[i]?.position ?? -1,
    commitment: Buffer.from(appended[i]?.commitment ?? []),
  }));
  await markWritten(tx, context.pullId, tally, written);
  return items;
}

function entryFor(item: ItemToWrite, lastSeenAt: string | null, context: PullContext): EntryInput {
  const { kind, scope, key } = item;
  const isGone = item.state === 'gone';
  return {
    type: isGone ? 'record.gone@1' : 'record.observed@1',
    actor: context.actor,
    occurredAt: item.occurredAt,
    observedAt: context.startedAt,
    refs: [context.connection.id, context.pullId],
    payload: isGone ? ownWords({ kind, scope, key, lastSeenAt }) : observed(item),
  };
}

/** The value was tokenised and masked when it was staged. */
function observed(item: ItemToWrite): Redacted<JsonValue> {
  const { kind, scope, key, value } = item;
  return { kind, scope, key, value } as unknown as Redacted<JsonValue>; // the mark was lost on its way through the table
}
