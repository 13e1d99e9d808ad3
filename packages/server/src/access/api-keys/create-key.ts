import { redactText } from '@daybook/redaction';
import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { findAccountOfUser } from '../federation/break-glass.store.ts';
import { findMembership, lockAccess, type Membership } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { kindOf } from '../permissions/action-groups.ts';
import { countOpenKeys, insertKey, type StoredKey } from './api-keys.store.ts';
import { endOf, keysPerOwnerMax, mayBeScope } from './key-rules.ts';
import { keyStateOf } from './key-state.ts';

export type KeyOrder = {
  readonly workspaceId: WorkspaceId;
  /** Whose key it becomes: always who asks. */
  readonly actor: Actor;
  readonly hasSecondFactor: boolean;
  readonly name: string;
  readonly scopes: readonly string[];
  /** Instant; 90 days from now without it. */
  readonly expiresAt?: string;
};

/**
 * Makes a key for who asks, with scopes among what they may do at this moment. Answers the key itself, which is kept nowhere.
 * Throws `person-needed`, `bad-request`, `forbidden`, `second-factor-needed`.
 */
export async function createKey(
  order: KeyOrder,
  services: Services,
): Promise<{ readonly id: string; readonly key: string; readonly expiresAt: string }> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const userId = actor.kind === 'user' ? actor.userId : null;
  if (userId === null) refuse('person-needed', 'a key belongs to a person, who makes it themselves');
  const made = await keyStateOf(services).engine.make(userId);
  const stored = await services.database.withWorkspace(workspaceId, async (tx) => {
    // Beside whoever takes this membership away, so that no key stays behind.
    await lockAccess(tx);
    if ((await findAccountOfUser(tx, workspaceId, userId)) !== null)
      refuse('person-needed', 'a sealed account leaves no key behind', 'make it when you are back yourself');
    const owner = (await findMembership(tx, workspaceId, userId)) ?? refuse('not-found');
    refuseUnfit(order, owner, services);
    if ((await countOpenKeys(tx, workspaceId, owner.subjectId)) >= keysPerOwnerMax)
      refuse('conflict', `nobody holds more than ${keysPerOwnerMax} keys`, 'end a key that is not used');
    return storeKey(tx, { order, owner, made }, services);
  });
  services.live.publish(workspaceId, 'ledger');
  return { id: stored.id, key: made.key, expiresAt: stored.expiresAt };
}

/** What its owner may give to a key now; taking data out only in a session that showed a second factor. */
export function scopesFor(
  owner: Pick<Membership, 'role' | 'grants'>,
  hasSecondFactor: boolean,
  services: Services,
): readonly string[] {
  const context = { mfa: hasSecondFactor, mfaRequired: true, now: services.clock.now() };
  return accessOf(services).permissions.allowedActions(owner, context).filter(mayBeScope);
}

function refuseUnfit({ scopes, hasSecondFactor }: KeyOrder, owner: Membership, services: Services): void {
  const given = scopesFor(owner, hasSecondFactor, services);
  const refused = scopes.find((scope) => !given.includes(scope));
  if (refused === undefined) return;
  if (!accessOf(services).permissions.actions.includes(refused))
    refuse('bad-request', 'there is no such action', 'see what a key may be given');
  if (!mayBeScope(refused)) refuse('forbidden', `a key never holds \`${refused}\``, 'a person does this');
  if (kindOf(refused) === 'export' && scopesFor(owner, true, services).includes(refused))
    refuse('second-factor-needed', `\`${refused}\` is given to a key only after a second factor`);
  refuse('forbidden', `your role does not allow \`${refused}\``);
}

type NewKey = {
  readonly order: KeyOrder;
  readonly owner: Membership;
  readonly made: { readonly digest: string; readonly firstLetters: string };
};

async function storeKey(tx: Tx, { order, owner, made }: NewKey, services: Services): Promise<StoredKey> {
  const { workspaceId, actor, hasSecondFactor } = order;
  const at = services.clock.now();
  const draft = {
    id: services.ids.make('key'),
    workspaceId,
    digest: made.digest,
    firstLetters: made.firstLetters,
    name: maskedName(order.name, services),
    userId: owner.userId,
    owner: owner.subjectId,
    scopes: [...new Set(order.scopes)].sort(),
    hasSecondFactor,
    createdAt: at,
    expiresAt: endOf(order.expiresAt, at),
    lastUsedAt: null,
    endedAt: null,
    endedWhy: null,
  };
  const { id, name, scopes, expiresAt } = draft;
  const payload = { key: id, owner: owner.subjectId, name, scopes, expiresAt, hasSecondFactor };
  const entry = accessEntry('api-key.created@1', { actor, at, refs: [id, owner.subjectId] }, payload);
  const [appended] = await append({ ...tx, workspaceId }, [entry], services);
  const stored = { ...draft, position: appended?.position ?? -1 };
  await insertKey(tx, stored);
  return stored;
}

/** Names are written down for good, so what the detectors find in them is masked. */
function maskedName(name: string, { catalog }: Pick<Services, 'catalog'>): string {
  const clean = name.toWellFormed().replaceAll('\0', '\u{fffd}').trim();
  if (clean === '') refuse('bad-request', 'a key needs a name');
  return redactText(clean, catalog.detectors).text.slice(0, 120);
}
