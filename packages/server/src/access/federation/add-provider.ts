import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { listOwners, lockAccess } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { FederationProblem } from './federation-problem.ts';
import { discoverProvider, hostsOf } from './oidc/oidc-client.ts';
import { sealSecret } from './provider-secret.ts';
import {
  insertProvider,
  listProviders,
  type ProviderSettings,
  providersMax,
  type StoredProvider,
} from './providers.store.ts';
import { isWebAddress, readProviderMetadata } from './saml/service-provider.ts';

export type ProviderOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly name: string;
  readonly domains: readonly string[];
  readonly assertsSecondFactor: boolean;
  readonly addsMembers: boolean;
  readonly from:
    | {
        readonly kind: 'oidc';
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string;
      }
    | { readonly kind: 'saml'; readonly metadata: string };
};

/**
 * Adds a provider. Whoever runs it can come in as any member with an address in its domains, so it counts only once a second
 * person approved it, as far as there is one: alone only by the one owner there is.
 */
export async function addProvider(order: ProviderOrder, services: Services): Promise<StoredProvider> {
  const { workspaceId, actor, from } = order;
  services.keyring.assertOpen();
  const settings = await settingsOf(from, services);
  const id = services.ids.random('idp');
  const stored = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    if ((await listProviders(tx, workspaceId)).length >= providersMax)
      refuse('conflict', `there are ${providersMax} providers already`);
    const at = services.clock.now();
    const state: StoredProvider['state'] = (await needsSecond(tx, workspaceId, actor)) ? 'waiting' : 'active';
    const { name, assertsSecondFactor, addsMembers } = order;
    const domains = [...new Set(order.domains)].map((domain) => ({ domain, verifiedAt: null }));
    const body = providerBody({ id, settings, name, assertsSecondFactor, addsMembers, domains });
    const payload = { ...body, state, requestedBy: actor.id };
    const entry = accessEntry('identity-provider.added@1', { actor, at, refs: [id] }, payload);
    const [appended] = await append(tx, [entry], services);
    // After the first write: a rotation of the master key waits for transactions that have written.
    const secret = from.kind === 'oidc' ? sealSecret(from.clientSecret, id, services) : null;
    const row = {
      ...{ workspaceId, id, name, settings, secret, assertsSecondFactor, addsMembers, state, domains },
      ...{ requestedBy: actor.id, requestedAt: at, approvedBy: null, approvedAt: null },
      position: appended?.position ?? -1,
    } as const;
    await insertProvider(tx, row);
    return { ...row, lastTest: null };
  });
  services.live.publish(workspaceId, 'ledger');
  return stored;
}

/** What entries say of a provider: nothing secret. */
export function providerBody({
  id,
  name,
  settings,
  domains,
  assertsSecondFactor,
  addsMembers,
}: Pick<StoredProvider, 'id' | 'name' | 'settings' | 'domains' | 'assertsSecondFactor' | 'addsMembers'>) {
  const issuer = settings.kind === 'oidc' ? settings.issuer : settings.entityId;
  return {
    ...{ provider: id, kind: settings.kind, name, issuer, assertsSecondFactor, addsMembers },
    domains: domains.map(({ domain }) => domain),
  };
}

/** Two people, as far as there are two owners. */
export async function needsSecond(tx: Tx, workspaceId: WorkspaceId, actor: Actor): Promise<boolean> {
  const owners = await listOwners(tx, workspaceId);
  return !owners.includes(actor.id) || owners.length > 1;
}

async function settingsOf(from: ProviderOrder['from'], services: Services): Promise<ProviderSettings> {
  if (from.kind === 'saml') return { kind: 'saml', ...readProviderMetadata(from.metadata) };
  const { issuer, clientId, clientSecret } = from;
  if (!isWebAddress(issuer)) refuse('provider-unfit', 'the issuer is no https address');
  try {
    const network = services.settings.fetch;
    const found = await discoverProvider({
      settings: { issuer, clientId, hosts: [] },
      secret: clientSecret,
      network,
    });
    return { kind: 'oidc', issuer, clientId, hosts: hostsOf(found) };
  } catch (error) {
    if (error instanceof FederationProblem) refuse('provider-unfit', error.message);
    throw error;
  }
}
