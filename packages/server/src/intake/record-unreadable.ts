import type { SourceError } from '@daybook/kit';
import { type Actor, refuse, type Services, type WorkspaceId } from '../platform/index.ts';
import { writeClosing } from './close-pull.ts';
import { insertPull } from './pulls.store.ts';

export type UnreadableImport = {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  /** The connection the file was to continue: its lists are no longer known to be whole. */
  readonly connection?: string | undefined;
  readonly error: SourceError;
  readonly actor: Actor;
};

/** A file nobody could recognise leaves one `pull.failed` and nothing else: no new connection, no facts. */
export async function recordUnreadable(input: UnreadableImport, services: Services): Promise<string> {
  const { workspaceId, connector, connection = '', actor } = input;
  const { code, message, hint } = input.error;
  services.keyring.assertOpen();
  const pullId = services.ids.make('pul');
  const startedAt = services.clock.now();
  await services.database.withWorkspace(workspaceId, async (tx) => {
    if (!(await insertPull(tx, { id: pullId, connection, now: startedAt }))) refuse('pull-running');
    const context = {
      workspaceId,
      pullId,
      connection: { id: connection },
      connector: { id: connector },
      actor,
      startedAt,
      services,
    };
    await writeClosing(tx, 'failed', { populations: [], error: { code, message, hint } }, context);
  });
  services.live.publish(workspaceId, 'pulls');
  return pullId;
}
