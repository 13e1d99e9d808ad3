import type { Emission } from '@daybook/kit';
import { createHttp, type FactKind, sourceOrigins } from '@daybook/kit';
import { createOwnSource } from '../access/index.ts';
import { openSettings, requireReadablePath } from '../connections/index.ts';
import { adoptMembers } from './adopt-members.ts';
import { countRejected, openTally, type PopulationTally } from './population-tally.ts';
import type { PullContext } from './pull-context.ts';
import { reportProgress } from './pulls.store.ts';
import { stageRecords } from './stage-records.ts';

const batchSize = 2_000;

/** A source with many populations may not fill the memory with many batches that are not full. */
const waitingMax = 10_000;

type Reading = {
  readonly tallies: Map<string, PopulationTally>;
  readonly batches: Map<string, unknown[]>;
  /** Records in all batches. */
  waiting: number;
  /** One batch is staged while the source says more: its work and the database's go on side by side. */
  staging: Promise<void>;
  /** The source says itself how far it is; then the number of records is not shown beside it. */
  showsProgress: boolean;
};

/**
 * Reads the source to its end and stages everything in batches, so that memory stays flat. Nothing of it is visible yet.
 * Throws what the connector throws, and on a connector that breaks the order of its emissions.
 */
export async function readSource(context: PullContext): Promise<readonly PopulationTally[]> {
  const reading: Reading = {
    tallies: new Map(),
    batches: new Map(),
    waiting: 0,
    staging: Promise.resolve(),
    showsProgress: false,
  };
  const settings = openSettings(context.connection, context.services);
  if (context.connector.isOwn !== true) await adoptMembers(context);
  // Again: a link may lead elsewhere than when the source was connected.
  await requireReadablePath(settings, context.workspaceId, context.services.settings);
  try {
    for await (const emission of context.connector.collect(settings, toolsOf(context, settings))) {
      context.signal.throwIfAborted();
      await takeEmission(emission, reading, context);
    }
    await flushAll(reading, context);
    await reading.staging;
  } finally {
    // Whatever went wrong, nothing may still be staging when the pull is closed.
    await reading.staging.catch(() => undefined);
  }
  return [...reading.tallies.values()];
}

/** Whatever a source answers, nothing is asked of a host that the connection was not set up with. */
function toolsOf(context: PullContext, settings: object) {
  const { services, signal } = context;
  const { now, sleep, jitter } = services.clock;
  const { fetch } = services.settings;
  const baseUrls = Object.values(sourceOrigins(context.connector, settings));
  const http = createHttp({ baseUrls, now, sleep, random: jitter, signal, fetch });
  const own = context.connector.isOwn === true && createOwnSource(context.workspaceId, services);
  return { http, now: services.clock.now, signal, ...(own && { own }) };
}

async function takeEmission(emission: Emission, reading: Reading, context: PullContext): Promise<void> {
  if (emission.type === 'progress') {
    reading.showsProgress = true;
    return showProgress(emission, context);
  }
  const name = nameOf(emission);
  if (emission.type === 'population') {
    if (reading.tallies.has(name)) {
      throw new Error(`connector \`${context.connector.id}\` opened a population twice`);
    }
    reading.tallies.set(name, openTally(emission));
    return;
  }
  // The tally is another one once a batch was staged.
  if (emission.type !== 'record') await reading.staging;
  const tally = reading.tallies.get(name);
  if (tally === undefined || tally.ended !== null) {
    throw new Error(`connector \`${context.connector.id}\` spoke of a population that is not open`);
  }
  if (emission.type === 'rejected') return countRejected(tally, emission.where, emission.reason);
  if (emission.type === 'end') {
    tally.ended = emission;
    return;
  }
  const batch = reading.batches.get(name) ?? [];
  reading.batches.set(name, batch);
  batch.push(emission.record);
  reading.waiting += 1;
  if (batch.length >= batchSize) await flush(name, reading, context);
  else if (reading.waiting >= waitingMax) await flushAll(reading, context);
}

async function flushAll(reading: Reading, context: PullContext): Promise<void> {
  for (const name of reading.batches.keys()) await flush(name, reading, context);
}

/** Begins to stage a batch once the one before is staged; how that ended is told by `reading.staging`. */
async function flush(name: string, reading: Reading, context: PullContext): Promise<void> {
  await reading.staging;
  const batch = reading.batches.get(name);
  if (batch === undefined || batch.length === 0) return;
  reading.batches.set(name, []);
  reading.waiting -= batch.length;
  reading.staging = stageBatch({ name, batch }, reading, context);
  // It is awaited before anything else is done with it; until then a failure must not count as unhandled.
  reading.staging.catch(() => undefined);
}

async function stageBatch(
  { name, batch }: { readonly name: string; readonly batch: readonly unknown[] },
  reading: Reading,
  context: PullContext,
): Promise<void> {
  const tally = reading.tallies.get(name);
  if (tally === undefined) return;
  const counted = await context.services.database.withWorkspace(context.workspaceId, async (tx) => {
    // A transaction may be tried again, so it counts on a copy.
    const attempt = { ...tally, rejections: [...tally.rejections] };
    await stageRecords(tx, batch, attempt, context);
    if (reading.showsProgress) return attempt;
    const done = [...reading.tallies.values()].reduce(
      (sum, item) => sum + item.items,
      attempt.items - tally.items,
    );
    const progress = { done, total: null, unit: 'records' };
    await reportProgress(tx, context.pullId, {
      phase: 'reading',
      progress,
      now: context.services.clock.now(),
    });
    return attempt;
  });
  reading.tallies.set(name, counted);
  context.services.live.publish(context.workspaceId, 'pulls');
}

async function showProgress(
  emission: Extract<Emission, { type: 'progress' }>,
  context: PullContext,
): Promise<void> {
  const { done, total, unit } = emission;
  await context.services.database.withWorkspace(context.workspaceId, (tx) =>
    reportProgress(tx, context.pullId, {
      phase: 'reading',
      progress: { done, total, unit },
      now: context.services.clock.now(),
    }),
  );
}

function nameOf(emission: { readonly kind: FactKind; readonly scope: string }): string {
  return `${emission.kind} ${emission.scope}`;
}
