import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { lockAccess } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { readSignInPolicy } from '../sign-in/sign-in-policy.store.ts';
import { providerBody } from './add-provider.ts';
import { endSessionsOfProvider } from './end-provider-sessions.ts';
import { activateProvider, deleteProvider, lockProvider, type StoredProvider } from './providers.store.ts';
import { refuseUnlessOwner } from './second-person.ts';

export type ProviderDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly provider: string;
};

/** The second person says yes: an owner, and never who asked. The database says the same. */
export async function approveProvider(order: ProviderDecision, services: Services): Promise<StoredProvider> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const active = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    const provider = (await lockProvider(tx, workspaceId, order.provider)) ?? refuse('not-found');
    if (provider.state !== 'waiting') refuse('already-decided');
    await refuseUnlessOwner(tx, workspaceId, actor, provider.requestedBy);
    const at = services.clock.now();
    const payload = { ...providerBody(provider), requestedBy: provider.requestedBy, approvedBy: actor.id };
    const entry = accessEntry('identity-provider.approved@1', { actor, at, refs: [provider.id] }, payload);
    const [appended] = await append(tx, [entry], services);
    const position = appended?.position ?? -1;
    await activateProvider(tx, provider, { by: actor.id, at, position });
    return { ...provider, state: 'active', approvedBy: actor.id, approvedAt: at, position } as const;
  });
  services.live.publish(workspaceId, 'ledger');
  return active;
}

/** Removes a provider, and with it the sessions it vouched for. Not the one that sign-in is enforced through. */
export async function removeProvider(order: ProviderDecision, services: Services): Promise<void> {
  const { workspaceId, actor } = order;
  services.keyring.assertOpen();
  const ended = await services.database.withSystem('remove a provider', async (tx) => {
    await lockAccess(tx);
    const provider = (await lockProvider(tx, workspaceId, order.provider)) ?? refuse('not-found');
    const policy = await readSignInPolicy(tx, workspaceId);
    if (policy.enforceSso && policy.providerId === provider.id)
      refuse(
        'conflict',
        'single sign-on is enforced through this provider',
        'change the sign-in policy first',
      );
    const at = services.clock.now();
    const users = await endSessionsOfProvider(tx, provider);
    const payload = { ...providerBody(provider), sessionsEnded: users.length };
    const entry = accessEntry('identity-provider.removed@1', { actor, at, refs: [provider.id] }, payload);
    await append({ ...tx, workspaceId }, [entry], services);
    await deleteProvider(tx, provider);
    return users;
  });
  for (const user of ended) services.live.end(user);
  services.live.publish(workspaceId, 'ledger');
}
