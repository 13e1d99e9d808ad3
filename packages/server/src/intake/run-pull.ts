import { SourceError } from '@daybook/kit';
import { findConnection, needConnector } from '../connections/index.ts';
import {
  type Actor,
  describeError,
  Refusal,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../platform/index.ts';
import { closePull, failPull } from './close-pull.ts';
import type { PullError } from './population-report.ts';
import type { PullContext } from './pull-context.ts';
import { endPull, insertPull } from './pulls.store.ts';
import { readSource } from './read-source.ts';
import { removeReadUpload } from './remove-uploads.ts';
import { refuseSecondReading } from './uploaded-once.ts';

export type PullOrder = {
  readonly workspaceId: WorkspaceId;
  readonly connection: string;
  readonly actor: Actor;
  /** Called in the background once it has ended; not where it was asked to stop. */
  readonly onEnd?: () => Promise<void>;
};

/** A claimed pull; `begin` starts it in the background once the claiming transaction is through. */
export type ClaimedPull = { readonly id: string; begin(): void };

/**
 * Claims the workspace's one running pull. Refuses while another runs, where nothing could be
 * written down, and a second reading of one uploaded copy.
 */
export async function claimPull(tx: Tx, order: PullOrder, services: Services): Promise<ClaimedPull> {
  services.keyring.assertOpen();
  const connection = (await findConnection(tx, order.connection)) ?? refuse('not-found');
  await refuseSecondReading(tx, connection);
  const connector = needConnector(services, connection.connector);
  const pullId = services.ids.make('pul');
  const startedAt = services.clock.now();
  const isOwn = connector.isOwn === true;
  if (!(await insertPull(tx, { id: pullId, connection: connection.id, now: startedAt, isOwn })))
    refuse('pull-running');
  const { workspaceId, actor } = order;
  const context = { workspaceId, pullId, connection, connector, actor, startedAt, services };
  return {
    id: pullId,
    begin: () =>
      services.background.run(pullId, async (signal) => {
        await runToEnd({ ...context, signal }, readAndClose);
        if (!signal.aborted) await order.onEnd?.();
      }),
  };
}

async function readAndClose(context: PullContext): Promise<void> {
  const tallies = await readSource(context);
  await closePull(tallies, context);
  await removeReadUpload(context);
}

/** One pull from beginning to end. Whatever happens, its row ends and at most one closing entry is written. */
export async function runToEnd(
  context: PullContext,
  work: (context: PullContext) => Promise<void>,
): Promise<void> {
  const { services, workspaceId } = context;
  try {
    await work(context);
  } catch (error) {
    if (!isExpected(error, context)) {
      services.log.error({ pull: context.pullId, error: describeError(error) }, 'pull failed');
    }
    await recordFailure(errorFor(error, context), context);
  }
  services.live.publish(workspaceId, 'pulls');
  await services.followers.run(workspaceId);
  services.live.publish(workspaceId, 'facts');
}

/** When not even the failure can be written down, the row says so: whoever waits for this pull must not wait for ever. */
async function recordFailure(error: PullError, context: PullContext): Promise<void> {
  const { services, workspaceId, pullId } = context;
  try {
    await failPull([], error, context);
  } catch (cause) {
    services.log.error({ pull: pullId, error: describeError(cause) }, 'failed pull was not written down');
    const ending = {
      state: 'failed',
      position: null,
      populations: [],
      error,
      now: services.clock.now(),
    } as const;
    await services.database.withWorkspace(workspaceId, (tx) => endPull(tx, pullId, ending));
  }
}

function isExpected(error: unknown, context: PullContext): boolean {
  return error instanceof SourceError || context.signal.aborted;
}

function errorFor(error: unknown, context: PullContext): PullError {
  if (context.signal.aborted) {
    const message = 'the reading was cancelled';
    return { code: 'cancelled', message, hint: 'start it again when you are ready' };
  }
  if (error instanceof SourceError) return { code: error.code, message: error.message, hint: error.hint };
  if (error instanceof Refusal) return { code: error.code, message: error.message, hint: error.hint };
  const message = 'the source could not be read because of an error on our side';
  return { code: 'internal', message, hint: 'see the log of the server, and report it' };
}
