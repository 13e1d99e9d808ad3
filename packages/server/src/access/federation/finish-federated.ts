import { z } from 'zod';
import type { Services } from '../../platform/index.ts';
import { openSession } from '../sign-in/open-session.ts';
import { admitIdentity, mayVouchFor } from './admit-identity.ts';
import { type AssertedIdentity, speaksOfSecondFactor } from './asserted-identity.ts';
import { claimAssertion } from './attempts.store.ts';
import {
  digestOf,
  keepAttempt,
  newSecret,
  refuseOtherBrowser,
  type TakenAttempt,
  takeBack,
} from './attempts.ts';
import { FederationProblem, type FederationProblemCode, stop } from './federation-problem.ts';
import { exchangeCode } from './oidc/oidc-client.ts';
import { addressesFor } from './provider-addresses.ts';
import { oidcAccessOf } from './provider-secret.ts';
import { findProviderAnywhere, keepTest, type StoredProvider, type TestStep } from './providers.store.ts';
import { judgeAssertion, judgeResponse } from './saml/judge-assertion.ts';
import { decodeSamlMessage, parseSamlXml } from './saml/read-saml-message.ts';
import { verifyAssertion } from './saml/verify-assertion.ts';

export type BrowserAnswer = {
  readonly providerId: string;
  /** The path and query the browser came back with. */
  readonly address: string;
  readonly cookie: string | undefined;
  readonly device: string | null;
};

/** Where the browser goes now; with the session's cookies when somebody is signed in. */
export type Landing = { readonly to: string; readonly cookies: readonly string[] };

/** The way back from a provider by redirect: an OIDC answer, or the ticket of a SAML answer that was posted before. */
export async function finishFederated(answer: BrowserAnswer, services: Services): Promise<Landing> {
  const { providerId, cookie } = answer;
  const address = new URL(answer.address, addressesFor(providerId, services).redirectUrl);
  const state = address.searchParams.get('ticket') ?? address.searchParams.get('state') ?? '';
  try {
    // Taken for good before anything else: whatever follows, nobody comes back with it again.
    const attempt = await services.database.withSystem('take back a sign-in', (tx) =>
      takeBack(tx, { state, providerId }, services),
    );
    return await finishAttempt(attempt, { ...answer, address, state }, services, cookie);
  } catch (error) {
    return landing(error, '/', services);
  }
}

type Arrived = Omit<BrowserAnswer, 'address'> & { readonly address: URL; readonly state: string };

async function finishAttempt(
  attempt: TakenAttempt,
  arrived: Arrived,
  services: Services,
  cookie: string | undefined,
): Promise<Landing> {
  try {
    refuseOtherBrowser(attempt, cookie);
    const provider = await currentProvider(attempt, services);
    const identity = await identityFrom(attempt, provider, arrived, services);
    if (attempt.purpose === 'test') return await finishTest(attempt, provider, { identity }, services);
    return await signIn(provider, identity, { attempt, device: arrived.device }, services);
  } catch (error) {
    if (attempt.purpose !== 'test' || !(error instanceof FederationProblem))
      return landing(error, attempt.returnTo, services);
    return finishTest(attempt, null, { problem: error }, services);
  }
}

async function currentProvider(attempt: TakenAttempt, { database }: Services): Promise<StoredProvider> {
  const provider = await database.withSystem('find a provider', (tx) =>
    findProviderAnywhere(tx, attempt.providerId),
  );
  if (provider === null || provider.workspaceId !== attempt.workspaceId)
    return stop('provider-waits', 'there is no such provider');
  if (attempt.purpose === 'sign-in' && provider.state !== 'active')
    stop('provider-waits', 'the provider waits for a second person');
  return provider;
}

async function identityFrom(
  { proven, expected }: TakenAttempt,
  provider: StoredProvider,
  { address, state }: Arrived,
  services: Services,
): Promise<AssertedIdentity> {
  if (provider.settings.kind === 'saml')
    return provenShape.parse(proven ?? stop('answer-invalid', 'the provider has not answered'));
  const { nonce, verifier } = expected;
  if (nonce === undefined || verifier === undefined)
    return stop('attempt-unknown', 'the answer belongs to no sign-in');
  return exchangeCode(oidcAccessOf(provider, services), address, { state, nonce, verifier });
}

/** A SAML answer as posted across sites, without the browser's cookie: judged here, fetched by the browser with a ticket. */
export async function takeSamlAnswer(
  {
    providerId,
    answer,
    relayState,
  }: { readonly providerId: string; readonly answer: string; readonly relayState: string },
  services: Services,
): Promise<Landing> {
  try {
    const xml = decodeSamlMessage(answer);
    const attempt = await services.database.withSystem('take back a sign-in', (tx) =>
      takeBack(tx, { state: relayState, providerId }, services),
    );
    return await judgeSamlAnswer(attempt, xml, services);
  } catch (error) {
    return landing(error, '/', services);
  }
}

async function judgeSamlAnswer(attempt: TakenAttempt, xml: string, services: Services): Promise<Landing> {
  const { clock, database } = services;
  try {
    const provider = await currentProvider(attempt, services);
    const { requestId } = attempt.expected;
    if (provider.settings.kind !== 'saml' || requestId === undefined)
      return stop('attempt-unknown', 'the answer belongs to no sign-in');
    const { answersUrl, entityId } = addressesFor(provider.id, services);
    const { entityId: issuer, certificates } = provider.settings;
    const expected = { issuer, audience: entityId, recipient: answersUrl, requestId, now: clock.now() };
    const response = parseSamlXml(xml);
    if (response.documentElement !== null) judgeResponse(response.documentElement, expected);
    const judged = judgeAssertion(verifyAssertion(xml, response, certificates), expected);
    const ticket = newSecret();
    await database.withSystem('keep an answer', async (tx) => {
      const used = { providerId: provider.id, digest: digestOf(judged.id), until: judged.usableUntil };
      if (!(await claimAssertion(tx, used, clock.now())))
        stop('answer-used', 'the assertion was used before');
      await keepAttempt(tx, ticket, { ...attempt, proven: judged.identity }, services);
    });
    const to = `/api/sso/${provider.id}/callback?ticket=${ticket}`;
    return { to, cookies: [] };
  } catch (error) {
    if (attempt.purpose !== 'test' || !(error instanceof FederationProblem))
      return landing(error, attempt.returnTo, services);
    return finishTest(attempt, null, { problem: error }, services);
  }
}

async function signIn(
  provider: StoredProvider,
  identity: AssertedIdentity,
  { attempt, device }: { readonly attempt: TakenAttempt; readonly device: string | null },
  services: Services,
): Promise<Landing> {
  const { database } = services;
  // Two transactions: the second writes into the logs of every workspace of the user, in their order.
  const { userId } = await database.withSystem('admit an identity', (tx) =>
    admitIdentity(tx, provider, identity, services),
  );
  const hasSecondFactor = provider.assertsSecondFactor && speaksOfSecondFactor(identity);
  const order = { userId, method: 'sso', hasSecondFactor, device, providerId: provider.id } as const;
  const { cookies } = await database.withSystem('sign in', (tx) => openSession(tx, order, services));
  services.live.publish(provider.workspaceId, 'ledger');
  return { to: attempt.returnTo, cookies };
}

/** A test signs nobody in; it writes down how far it came. */
async function finishTest(
  attempt: TakenAttempt,
  provider: StoredProvider | null,
  { identity, problem }: { readonly identity?: AssertedIdentity; readonly problem?: FederationProblem },
  services: Services,
): Promise<Landing> {
  const { workspaceId, providerId } = attempt;
  const steps =
    identity === undefined || provider === null ? failedSteps(problem) : stepsOf(provider, identity);
  await services.database.withWorkspace(workspaceId, (tx) =>
    keepTest(tx, workspaceId, providerId, { at: services.clock.now(), steps }),
  );
  return { to: `/sign-in-policy?tested=${providerId}`, cookies: [] };
}

function failedSteps(problem: FederationProblem | undefined): readonly TestStep[] {
  return [{ name: 'answer', outcome: 'failed', detail: problem?.message ?? 'the test did not finish' }];
}

function stepsOf(provider: StoredProvider, identity: AssertedIdentity): readonly TestStep[] {
  const { email, isEmailVerified } = identity;
  const isInDomain = email !== null && mayVouchFor(provider, email);
  const shown = speaksOfSecondFactor(identity);
  return [
    {
      name: 'answer',
      outcome: 'passed',
      detail: 'the provider answered, and its signature, its times and its addressee are right',
    },
    {
      name: 'address',
      outcome: isEmailVerified ? 'passed' : 'failed',
      detail: isEmailVerified
        ? 'it names a verified e-mail address'
        : 'it names no verified e-mail address, so nobody is found by it',
    },
    {
      name: 'domain',
      outcome: isInDomain ? 'passed' : 'failed',
      detail: isInDomain
        ? 'the address lies in a verified domain of this provider'
        : 'the address lies in no verified domain of this provider',
    },
    {
      name: 'second-factor',
      outcome: shown ? 'passed' : 'unknown',
      detail: shown ? 'it says that a second factor was shown' : 'it says nothing about a second factor',
    },
  ];
}

const provenShape = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  isEmailVerified: z.boolean(),
  name: z.string().nullable(),
  methods: z.array(z.string()),
});

/** Back to the sign-in page with a code; the log of the server holds the sentence. Anything unexpected is a bug and stays one. */
export function landing(error: unknown, returnTo: string, { log }: Pick<Services, 'log'>): Landing {
  if (!(error instanceof FederationProblem)) throw error;
  log.warn({ code: error.code, problem: error.message }, 'a sign-in through a provider was refused');
  return { to: signInPage(error.code, returnTo), cookies: [] };
}

function signInPage(code: FederationProblemCode, returnTo: string): string {
  const query = new URLSearchParams({ sso: code, ...(returnTo !== '/' && { next: returnTo }) });
  return `/sign-in?${query}`;
}
