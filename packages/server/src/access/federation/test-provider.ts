import { X509Certificate } from 'node:crypto';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { beginFederated } from './begin-federated.ts';
import { FederationProblem } from './federation-problem.ts';
import { boundedFetch } from './oidc/bounded-fetch.ts';
import { discoverProvider, refuseOtherHosts } from './oidc/oidc-client.ts';
import { oidcAccessOf } from './provider-secret.ts';
import {
  keepTest,
  listProviders,
  type ProviderTest,
  type StoredProvider,
  type TestStep,
} from './providers.store.ts';

export type TestOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly provider: string;
};

/** The steps that need nobody at the provider, and the walk there for the last one. */
export async function testProvider(
  { workspaceId, actor, provider: id }: TestOrder,
  services: Services,
): Promise<{
  readonly test: ProviderTest;
  readonly walk: { readonly url: string; readonly browser: string } | null;
}> {
  const { database, clock } = services;
  const found = await database.withWorkspace(workspaceId, (tx) => listProviders(tx, workspaceId));
  const provider = found.find((one) => one.id === id) ?? refuse('not-found');
  const own =
    provider.settings.kind === 'oidc'
      ? await oidcSteps(provider, services)
      : samlSteps(provider, clock.now());
  const steps = [...own, domainStep(provider)];
  const test = { at: clock.now(), steps };
  await database.withWorkspace(workspaceId, (tx) => keepTest(tx, workspaceId, id, test));
  if (own.some(({ outcome }) => outcome === 'failed')) return { test, walk: null };
  const returnTo = '/sign-in-policy';
  const walk = await beginFederated(
    { providerId: id, purpose: 'test', returnTo, askedBy: actor.id },
    services,
  );
  return { test, walk };
}

async function oidcSteps(provider: StoredProvider, services: Services): Promise<readonly TestStep[]> {
  const access = oidcAccessOf(provider, services);
  const reached = await step('reached', 'the provider answers and names itself as entered', async () => {
    const configuration = await discoverProvider(access);
    refuseOtherHosts(configuration, access.settings);
    return configuration.serverMetadata().jwks_uri ?? '';
  });
  if (reached.found === null) return [reached.step];
  const address = reached.found;
  const keys = await step('keys', 'it publishes the keys it signs with', async () => {
    const answer = await boundedFetch(access.network)(address, {
      body: null,
      headers: {},
      method: 'GET',
      redirect: 'manual',
    });
    const body: unknown = await answer.json().catch(() => null);
    const isSet =
      typeof body === 'object' &&
      body !== null &&
      'keys' in body &&
      Array.isArray(body.keys) &&
      body.keys.length > 0;
    if (!isSet) throw new FederationProblem('provider-unreachable', 'the provider publishes no keys');
    return address;
  });
  return [reached.step, keys.step];
}

/** Fails with the sentence of a problem; anything else is a bug. */
async function step(
  name: string,
  detail: string,
  attempt: () => Promise<string>,
): Promise<{ readonly step: TestStep; readonly found: string | null }> {
  try {
    return { found: await attempt(), step: { name, outcome: 'passed', detail } };
  } catch (error) {
    if (!(error instanceof FederationProblem)) throw error;
    return { found: null, step: { name, outcome: 'failed', detail: error.message } };
  }
}

function samlSteps({ settings }: StoredProvider, now: string): readonly TestStep[] {
  if (settings.kind !== 'saml') return [];
  const ends = settings.certificates.map((pem) => Date.parse(new X509Certificate(pem).validTo));
  const last = Math.max(...ends);
  const isOver = last < Date.parse(now);
  const until = new Date(last).toISOString().slice(0, 10);
  const detail = isOver
    ? `its certificate was valid until ${until}`
    : `its certificate is valid until ${until}`;
  return [{ name: 'certificate', outcome: isOver ? 'failed' : 'passed', detail }];
}

function domainStep({ domains }: StoredProvider): TestStep {
  const open = domains.filter(({ verifiedAt }) => verifiedAt === null).map(({ domain }) => domain);
  const detail = open.length === 0 ? 'every domain has proven itself' : `not proven yet: ${open.join(', ')}`;
  return { name: 'domains', outcome: open.length === 0 ? 'passed' : 'unknown', detail };
}
