import { append } from '../../ledger/index.ts';
import type { Actor, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { defaultDeadlines, type RemovalDeadlines, removalDeadlines } from './deadlines.ts';
import { readStoredDeadlines, writeStoredDeadlines } from './removals.store.ts';

/** The workspace's own deadlines, or the defaults. */
export async function readDeadlines(tx: Tx): Promise<RemovalDeadlines> {
  const stored = removalDeadlines.safeParse(await readStoredDeadlines(tx));
  return stored.success ? stored.data : defaultDeadlines;
}

/** They count for what is opened from now on; what is open keeps its own. */
export async function changeDeadlines(
  {
    workspaceId,
    actor,
    deadlines,
  }: { readonly workspaceId: WorkspaceId; readonly actor: Actor; readonly deadlines: RemovalDeadlines },
  services: Services,
): Promise<RemovalDeadlines> {
  services.keyring.assertOpen();
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const before = await readDeadlines(tx);
    const at = services.clock.now();
    const payload = ownWords({ before, after: deadlines });
    const entry = {
      type: 'removal-deadlines.changed@1',
      actor,
      occurredAt: at,
      observedAt: at,
      refs: [],
      payload,
    };
    const [appended] = await append(tx, [entry], services);
    await writeStoredDeadlines(tx, deadlines, appended?.position ?? -1);
  });
  services.live.publish(workspaceId, 'ledger');
  return deadlines;
}
