import type { PullContext } from './pull-context.ts';
import { isRunning, startWriting } from './pulls.store.ts';

const pauseMs = 50;

/**
 * Waits until no other reading of this workspace writes; from then on this one does, until it ends. Daybook's own reading may
 * run beside that of a source, but a closing between the other's records and its closing would hide these from whoever follows
 * the facts by position. A reading that somebody else ended waits for nothing.
 */
export async function takeWritingTurn(
  context: Pick<PullContext, 'services' | 'workspaceId' | 'pullId'>,
): Promise<void> {
  const { services, workspaceId, pullId } = context;
  for (;;) {
    const isSettled = await services.database.withWorkspace(
      workspaceId,
      async (tx) => (await startWriting(tx, pullId, services.clock.now())) || !(await isRunning(tx, pullId)),
    );
    if (isSettled) return;
    await services.clock.sleep(pauseMs);
  }
}
