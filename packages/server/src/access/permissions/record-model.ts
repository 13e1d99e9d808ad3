import { append, takesEntries } from '../../ledger/index.ts';
import { type Services, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { accessEntry } from './access-entry.ts';
import { readModelVersion, writeModelVersion } from './permission-model.store.ts';
import { digestOf } from './policy-set.ts';
import { roles } from './role.ts';

/** Tells a workspace's ledger under which permission model it is decided from now on; nothing when it knows. */
export async function recordModel(workspaceId: WorkspaceId, services: Services): Promise<boolean> {
  const { permissions } = accessOf(services);
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const before = await readModelVersion(tx);
    if (before === permissions.version || !(await takesEntries(tx))) return false;
    const policies = Object.entries(permissions.policies).map(([id, text]) => ({
      id,
      digest: digestOf(text),
    }));
    const payload = { before, after: permissions.version, policies, roles: [...roles] };
    const at = services.clock.now();
    const entry = accessEntry('permissions.changed@1', { actor: systemActor, at, refs: [] }, payload);
    const [appended] = await append(tx, [entry], services);
    await writeModelVersion(tx, permissions.version, appended?.position ?? -1);
    return true;
  });
}
