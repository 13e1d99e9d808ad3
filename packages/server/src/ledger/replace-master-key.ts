import {
  type Actor,
  describeError,
  listWorkspaces,
  type MasterKeys,
  type ReplacedKey,
  refuse,
  type Services,
  systemActor,
  type WorkspaceId,
} from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { append } from './append-entries.ts';

export type Replacement = {
  readonly number: number;
  readonly fingerprint: string;
  readonly former: string;
  readonly values: number;
};

/** Gives the installation a new master key and says so in the ledger of every workspace. */
export async function replaceMasterKey(
  { actor, workspaceId }: { readonly actor: Actor; readonly workspaceId: WorkspaceId },
  services: Services,
): Promise<Replacement> {
  services.keyring.assertOpen();
  const masterKeys = services.masterKeys ?? refuse('not-found');
  const done = await masterKeys.rotate();
  await recordReplacement({ masterKeys, by: { actor, workspaceId } }, services);
  return done;
}

/** After a start: finishes a replacement that was interrupted, and says in the ledgers what they do not say yet. */
export async function resumeReplacement(masterKeys: MasterKeys, services: Services): Promise<void> {
  try {
    await masterKeys.resume();
    await recordReplacement({ masterKeys, by: null }, services);
  } catch (error) {
    services.log.error({ error: describeError(error) }, 'the master key is still being replaced');
  }
}

/**
 * `by` did it in one workspace; the others learn it from the system. An entry is written before it is noted as written, so a
 * crash in between may have it twice, and never not at all.
 */
export async function recordReplacement(
  {
    masterKeys,
    by,
  }: {
    readonly masterKeys: MasterKeys;
    readonly by: { readonly actor: Actor; readonly workspaceId: WorkspaceId } | null;
  },
  services: Services,
): Promise<void> {
  const { fingerprint } = await masterKeys.describe();
  const workspaces = await services.database.withSystem('record a master key', listWorkspaces);
  for (const former of await masterKeys.listReplaced()) {
    const isOlder = (createdAt: string) => createdAt <= former.endedAt;
    for (const { id } of workspaces.filter(
      (one) => isOlder(one.createdAt) && !former.told.includes(one.id),
    )) {
      const actor = by?.workspaceId === id ? by.actor : systemActor;
      await appendReplacement({ workspaceId: id, actor, former, fingerprint }, services);
      await masterKeys.noteTold(former.number, id);
    }
  }
}

type Told = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly former: ReplacedKey;
  readonly fingerprint: string;
};

async function appendReplacement({ workspaceId, actor, former, fingerprint }: Told, services: Services) {
  const now = services.clock.now();
  const payload = { former: former.fingerprint, endedAt: former.endedAt, current: fingerprint };
  const entry = {
    ...{ type: 'master-key.replaced@1', actor, occurredAt: former.endedAt, observedAt: now, refs: [] },
    payload: ownWords(payload),
  };
  await services.database.withWorkspace(workspaceId, (tx) => append(tx, [entry], services));
  services.live.publish(workspaceId, 'ledger');
}
