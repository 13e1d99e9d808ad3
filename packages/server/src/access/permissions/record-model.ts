import { append, takesEntries } from '../../ledger/index.ts';
import { type Services, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { accessEntry } from './access-entry.ts';
import { matrixCsv, matrixOf } from './matrix.ts';
import { readModelVersion, writeModelVersion } from './permission-model.store.ts';
import type { Permissions } from './permissions.ts';
import { digestOf } from './policy-set.ts';
import { roles } from './role.ts';

/**
 * Tells a workspace's ledger under which permission model it is decided from now on: every policy word for word, and the
 * matrix they make. Nothing when it knows. An auditor's package carries these entries whole.
 */
export async function recordModel(workspaceId: WorkspaceId, services: Services): Promise<boolean> {
  const { permissions } = accessOf(services);
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const before = (await readModelVersion(tx))?.version ?? null;
    if (before === permissions.version || !(await takesEntries(tx))) return false;
    const payload = { before, after: permissions.version, ...modelBody(permissions) };
    const at = services.clock.now();
    const entry = accessEntry('permissions.changed@2', { actor: systemActor, at, refs: [] }, payload);
    const [appended] = await append(tx, [entry], services);
    await writeModelVersion(tx, permissions.version, appended?.position ?? -1);
    return true;
  });
}

function modelBody(permissions: Permissions) {
  const policies = Object.entries(permissions.policies).map(([id, text]) => ({
    id,
    digest: digestOf(text),
    text,
  }));
  return { policies, roles: [...roles], matrix: matrixCsv(matrixOf(permissions)) };
}
