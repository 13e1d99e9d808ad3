import { append } from '../../ledger/index.ts';
import type { Actor, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { noteDeadlineChange, readDeadlineChange } from './deadline-change.store.ts';
import { defaultDeadlines, type RemovalDeadlines, removalDeadlines } from './deadlines.ts';
import { readStoredDeadlines, writeStoredDeadlines } from './removals.store.ts';

/** The workspace's own deadlines, or the defaults. */
export async function readDeadlines(tx: Tx): Promise<RemovalDeadlines> {
  const stored = removalDeadlines.safeParse(await readStoredDeadlines(tx));
  return stored.success ? stored.data : defaultDeadlines;
}

/** The deadlines, the usual ones, and the last change of them; null where nobody changed them yet. */
export async function describeDeadlines(tx: Tx) {
  const change = await readDeadlineChange(tx);
  const before = removalDeadlines.safeParse(change?.before);
  const changed = change === null ? null : { ...change, before: before.success ? before.data : null };
  return { ...(await readDeadlines(tx)), usual: defaultDeadlines, changed };
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
    await noteDeadlineChange(tx, { by: actor.id, at, before });
  });
  services.live.publish(workspaceId, 'ledger');
  return deadlines;
}
