import type { Services, WorkspaceId } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { findMember, type Membership } from '../members.store.ts';
import { listKeys, type StoredKey } from './api-keys.store.ts';
import { scopesFor } from './create-key.ts';
import { type KeyState, stateOf } from './key-rules.ts';

export type ListedKey = Pick<
  StoredKey,
  'id' | 'firstLetters' | 'name' | 'owner' | 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'position'
> & {
  readonly endedAt: string | null;
  readonly state: KeyState;
  /** Scopes its owner may do at this moment; the others open nothing. */
  readonly inForce: readonly string[];
};

export type KeyPage = {
  readonly workspaceId: WorkspaceId;
  readonly before: string | null;
  readonly limit: number;
  /** Null lists the keys of everybody. */
  readonly owner: string | null;
};

/** Newest first, ended ones too. Never the key or its digest. */
export async function listKeyPage(page: KeyPage, services: Services): Promise<readonly ListedKey[]> {
  const { workspaceId } = page;
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const keys = await listKeys(tx, page);
    const owners = new Map<string, Membership | null>();
    for (const { owner } of keys)
      if (!owners.has(owner)) owners.set(owner, await findMember(tx, workspaceId, owner));
    return keys.map((key) => viewKey(key, owners.get(key.owner) ?? null, services));
  });
}

function viewKey(key: StoredKey, owner: Membership | null, services: Services): ListedKey {
  const { id, firstLetters, name, scopes, createdAt, expiresAt, lastUsedAt, endedAt, position } = key;
  const state = stateOf(key, services.clock.now());
  const isOpen = owner !== null && (state === 'working' || state === 'unused');
  const given = isOpen ? scopesFor(owner, key.hasSecondFactor, services) : [];
  const inForce = scopes.filter((scope) => given.includes(scope));
  return {
    ...{
      id,
      firstLetters,
      name,
      owner: key.owner,
      scopes,
      createdAt,
      expiresAt,
      lastUsedAt,
      endedAt,
      position,
    },
    state,
    inForce,
  };
}

/** What somebody may give to a key now, with the plain words of the routes it opens. */
export async function keyChoices(
  asked: { readonly workspaceId: WorkspaceId; readonly subject: string; readonly hasSecondFactor: boolean },
  services: Services,
) {
  const { workspaceId, subject, hasSecondFactor } = asked;
  const member = await services.database.withWorkspace(workspaceId, (tx) =>
    findMember(tx, workspaceId, subject),
  );
  if (member === null) return [];
  const now = scopesFor(member, hasSecondFactor, services);
  return scopesFor(member, true, services).map((action) => ({
    action,
    summaries: accessOf(services).summaries.get(action) ?? [],
    needsSecondFactor: !now.includes(action),
  }));
}
