import { append } from '../../ledger/index.ts';
import type { Actor, Services, WorkspaceId } from '../../platform/index.ts';
import { runEntry } from './open-run.ts';

/** That somebody took a proof with them, and in which form. */
export async function recordProof(
  taken: {
    readonly workspaceId: WorkspaceId;
    readonly actor: Actor;
    readonly run: string;
    readonly format: 'json' | 'pdf';
  },
  services: Services,
): Promise<void> {
  const { workspaceId, actor, run, format } = taken;
  const at = services.clock.now();
  const about = { id: run, subject: null, agency: null };
  const entry = runEntry('leaver-run.proof-taken@1', about, { actor, at }, { run, format });
  await services.database.withWorkspace(workspaceId, (tx) => append(tx, [entry], services));
  services.live.publish(workspaceId, 'ledger');
}
