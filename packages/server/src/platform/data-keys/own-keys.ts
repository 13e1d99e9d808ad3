import { createHmac, createSecretKey } from 'node:crypto';
import type { WorkspaceId } from '../workspace-id.ts';
import type { DataKey, DataKeys } from './data-keys.ts';

/**
 * Every key is used in one workspace alone: what payloads are sealed under is derived from the stored key and the workspace of
 * the transaction. A payload that was copied next door, with its key's id, is not opened there.
 */
export function withOwnKeys(keys: DataKeys): DataKeys {
  return {
    ...keys,
    ofSubjects: async (tx, subjects) => ownOf(await keys.ofSubjects(tx, subjects), tx.workspaceId),
    shared: async (tx, payloads) => own(await keys.shared(tx, payloads), tx.workspaceId),
    find: async (tx, ids) => ownOf(await keys.find(tx, ids), tx.workspaceId),
  };
}

function ownOf(
  found: ReadonlyMap<string, DataKey>,
  workspaceId: WorkspaceId | null,
): ReadonlyMap<string, DataKey> {
  return new Map([...found].map(([name, key]) => [name, own(key, workspaceId)]));
}

/** HMAC-SHA256 over the workspace, under a key that is random and 32 bytes long: a key derivation of one block (SP 800-108). */
function own(key: DataKey, workspaceId: WorkspaceId | null): DataKey {
  if (workspaceId === null) return key;
  const bytes = createHmac('sha256', key.key).update(`daybook payloads\n${workspaceId}\n`).digest();
  return { ...key, own: createSecretKey(bytes) };
}
