import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { lockAccess } from '../members.store.ts';
import { accessEntry, maskedGrantReason } from '../permissions/access-entry.ts';
import { readSignInPolicy, type SignInPolicy } from '../sign-in/sign-in-policy.store.ts';
import { needsSecond } from './add-provider.ts';
import { countSealed, findAccountOfUser } from './break-glass.store.ts';
import { usersWithOtherSessions } from './end-provider-sessions.ts';
import {
  decideChange,
  findWaitingChange,
  insertChange,
  keepPolicy,
  lockChange,
  type PolicyChange,
  shortenSessions,
} from './policy.store.ts';
import { hasLink, lockProvider, type StoredProvider } from './providers.store.ts';
import { refuseUnlessOwner } from './second-person.ts';
import { isSamePolicy, weakenings } from './sign-in-policy.ts';

export type PolicyOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly policy: SignInPolicy;
  readonly reason: string;
};

/**
 * Changes what sign-ins must be. What asks for less waits for a second person, as far as there is one; from a sealed account it
 * counts at once, because its use is looked at by a second person afterwards. Throws `sso-untried` and `break-glass-needed`.
 */
export async function changePolicy(order: PolicyOrder, services: Services): Promise<PolicyChange> {
  const { workspaceId, actor, policy: after } = order;
  services.keyring.assertOpen();
  const reason = maskedGrantReason(order.reason, services);
  const { change, ended } = await services.database.withSystem('change the sign-in policy', async (tx) => {
    await lockAccess(tx);
    const before = await readSignInPolicy(tx, workspaceId);
    if (isSamePolicy(before, after)) refuse('conflict', 'the sign-in policy is this already');
    if ((await findWaitingChange(tx, workspaceId)) !== null)
      refuse(
        'conflict',
        'a change of the sign-in policy waits already',
        'have it approved or declined first',
      );
    await refuseUnready(tx, { workspaceId, actor, before, after });
    const isWeaker = weakenings(before, after).length > 0;
    const waits =
      isWeaker && (await needsSecond(tx, workspaceId, actor)) && !(await isSealed(tx, workspaceId, actor));
    const at = services.clock.now();
    const draft: PolicyChange = {
      ...{
        id: services.ids.make('spc'),
        before,
        after,
        isWeaker,
        reason,
        requestedBy: actor.id,
        requestedAt: at,
      },
      ...{ state: 'waiting', decidedBy: null, decidedAt: null, position: -1 },
    };
    if (!waits) {
      const applied = await applyChange(tx, { workspaceId, actor, change: draft }, services);
      await insertChange(tx, workspaceId, applied.change);
      return applied;
    }
    const payload = { ...changeBody(draft), requestedBy: actor.id };
    const entry = accessEntry('sign-in-policy.requested@1', { actor, at, refs: [draft.id] }, payload);
    const [appended] = await append({ ...tx, workspaceId }, [entry], services);
    const waiting = { ...draft, position: appended?.position ?? -1 };
    await insertChange(tx, workspaceId, waiting);
    return { change: waiting, ended: [] };
  });
  for (const user of ended) services.live.end(user);
  services.live.publish(workspaceId, 'ledger');
  return change;
}

export type ChangeDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly change: string;
};

/** The second person says yes: an owner, and never who asked. The database says the same. */
export async function approveChange(order: ChangeDecision, services: Services): Promise<PolicyChange> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const { change, ended } = await services.database.withSystem('approve a sign-in policy', async (tx) => {
    await lockAccess(tx);
    const waiting = await lockWaiting(tx, order);
    await refuseUnlessOwner(tx, workspaceId, actor, waiting.requestedBy);
    const now = await readSignInPolicy(tx, workspaceId);
    if (!isSamePolicy(now, waiting.before))
      refuse('conflict', 'the policy is not what it was when this was asked for', 'decline it and ask again');
    await refuseWithoutProvider(tx, workspaceId, waiting.after);
    const at = services.clock.now();
    const decided = { ...waiting, decidedBy: actor.id, decidedAt: at };
    const applied = await applyChange(tx, { workspaceId, actor, change: decided }, services);
    await decideChange(tx, workspaceId, applied.change);
    return applied;
  });
  for (const user of ended) services.live.end(user);
  services.live.publish(workspaceId, 'ledger');
  return change;
}

/** Says no, also to what one asked for oneself. */
export async function declineChange(order: ChangeDecision, services: Services): Promise<PolicyChange> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const declined = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    const waiting = await lockWaiting(tx, order);
    const at = services.clock.now();
    const payload = { change: waiting.id, declinedBy: actor.id };
    const entry = accessEntry('sign-in-policy.declined@1', { actor, at, refs: [waiting.id] }, payload);
    const [appended] = await append(tx, [entry], services);
    const position = appended?.position ?? -1;
    const change = { ...waiting, state: 'declined', decidedBy: actor.id, decidedAt: at, position } as const;
    await decideChange(tx, workspaceId, change);
    return change;
  });
  services.live.publish(workspaceId, 'ledger');
  return declined;
}

async function lockWaiting(tx: Tx, { workspaceId, change }: ChangeDecision): Promise<PolicyChange> {
  const found = (await lockChange(tx, workspaceId, change)) ?? refuse('not-found');
  return found.state === 'waiting' ? found : refuse('already-decided');
}

/** Nobody locks themselves out: the way in was tried by who asks, and there is another one in an envelope. */
async function refuseUnready(
  tx: Tx,
  {
    workspaceId,
    actor,
    before,
    after,
  }: Pick<PolicyOrder, 'workspaceId' | 'actor'> & { before: SignInPolicy; after: SignInPolicy },
): Promise<void> {
  const provider = await refuseWithoutProvider(tx, workspaceId, after);
  if (provider === null) return;
  if (before.enforceSso && before.providerId === after.providerId) return;
  const hasTried = actor.userId !== null && (await hasLink(tx, workspaceId, provider.id, actor.userId));
  if (!hasTried) refuse('sso-untried');
  if ((await countSealed(tx, workspaceId)) === 0) refuse('break-glass-needed');
}

/** Enforced is only a provider that is there and approved; null where none is. It may have gone while a change waited. */
async function refuseWithoutProvider(
  tx: Tx,
  workspaceId: WorkspaceId,
  { enforceSso, providerId }: SignInPolicy,
): Promise<StoredProvider | null> {
  if (!enforceSso) return null;
  if (providerId === null)
    return refuse('bad-request', 'single sign-on is enforced through one provider: name it');
  const provider = (await lockProvider(tx, workspaceId, providerId)) ?? refuse('not-found');
  return provider.state === 'active'
    ? provider
    : refuse('sso-untried', 'the provider waits for a second person');
}

async function isSealed(tx: Tx, workspaceId: WorkspaceId, { userId }: Actor): Promise<boolean> {
  return userId !== null && (await findAccountOfUser(tx, workspaceId, userId)) !== null;
}

/** Puts a change into force; the users whose open screens are to be closed. The caller's last step but its own row. */
async function applyChange(
  tx: Tx,
  { workspaceId, actor, change }: { workspaceId: WorkspaceId; actor: Actor; change: PolicyChange },
  services: Services,
): Promise<{ readonly change: PolicyChange; readonly ended: readonly string[] }> {
  const { before, after } = change;
  const startsSso =
    after.enforceSso &&
    after.providerId !== null &&
    (!before.enforceSso || before.providerId !== after.providerId);
  const ended = startsSso ? await usersWithOtherSessions(tx, workspaceId, after.providerId ?? '') : [];
  if (after.sessionHours < before.sessionHours) await shortenSessions(tx, workspaceId, after.sessionHours);
  const at = services.clock.now();
  const payload = { ...changeBody(change), requestedBy: change.requestedBy, approvedBy: change.decidedBy };
  const entry = accessEntry('sign-in-policy.changed@1', { actor, at, refs: [change.id] }, payload);
  const [appended] = await append({ ...tx, workspaceId }, [entry], services);
  const position = appended?.position ?? -1;
  await keepPolicy(tx, workspaceId, after, position);
  return { change: { ...change, state: 'applied', position }, ended };
}

/** What an entry says of a change: the whole policy before and after. */
function changeBody({ id, before, after, reason }: PolicyChange) {
  return { change: id, reason, before: { ...before }, after: { ...after } };
}
