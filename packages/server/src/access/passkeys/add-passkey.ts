import type { z } from 'zod';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { type FoundSession, findSession } from '../find-session.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { recordEverywhere } from '../sign-in/record-everywhere.ts';
import { markSecondFactor } from '../sign-in/session-marks.store.ts';
import { takeTries, triesPer } from '../sign-in/take-tries.ts';
import { refuseSealed } from '../sign-in/with-account.ts';
import { bindPasskeys, notABug, type PasskeyAuth, refusePasskey } from './bind-passkeys.ts';
import type { attestationShape, creationShape } from './passkey-shapes.ts';
import { needPasskeySite, type PasskeySite } from './passkey-site.ts';
import { isKnownCredential, listPasskeysOf, lockUser } from './passkeys.store.ts';
import { inTurn, proveAgain } from './prove-again.ts';

export const passkeysMax = 20;

export type OwnVisit = { readonly host: string | undefined; readonly cookie: string | undefined };

/**
 * What a browser needs to make a passkey: a challenge, good for five minutes, one try and this browser. Throws
 * `passkeys-unavailable`, `proof-needed`, `password-wrong`, `second-factor-needed`.
 */
export async function offerPasskey(
  { host, cookie, password }: OwnVisit & { readonly password: string | undefined },
  services: Services,
) {
  const site = needPasskeySite(services, host);
  const { user } = await ownSession(cookie, services);
  if (password !== undefined) await takeTries([triesPer.passwordOfUser(user.id)], services);
  const offer = async (tx: Tx) => {
    const found = (await findSession(tx, cookie, services)) ?? refuse('unauthenticated');
    refuseSealed(found.session);
    await refuseHalfSignedIn(tx, found);
    await proveAgain(tx, { found, cookie, password }, services);
    const { id, email } = found.user;
    const auth = bindPasskeys(tx, site, services, { user: { id, name: email } });
    const { response, headers } = await auth.api.generatePasskeyRegistrationOptions({
      headers: new Headers(),
      query: {},
      returnHeaders: true,
    });
    return { options: creationOptions(response, site), cookies: headers.getSetCookie() };
  };
  const { database } = services;
  return inTurn(password, () => database.withSystem('offer a passkey', offer), services);
}

type Offered = Awaited<ReturnType<PasskeyAuth['api']['generatePasskeyRegistrationOptions']>>;

/** What the library offers, with what we insist on. */
function creationOptions(offered: Offered, site: PasskeySite): z.input<typeof creationShape> {
  const { rp, user, challenge, pubKeyCredParams, timeout = 60_000, excludeCredentials = [] } = offered;
  return {
    rp: { id: site.id, name: rp.name },
    user: { id: user.id, name: user.name, displayName: user.displayName },
    challenge,
    pubKeyCredParams: pubKeyCredParams.map(({ alg }) => ({ alg, type: 'public-key' })),
    timeout,
    excludeCredentials: excludeCredentials.map(({ id, transports }) => ({
      id,
      type: 'public-key',
      ...(transports && { transports: [...transports] }),
    })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  };
}

export type NewPasskey = OwnVisit & {
  readonly name: string;
  readonly response: z.output<typeof attestationShape>;
};

/**
 * Keeps a passkey that answers the challenge of this browser and this person. Making one shows the device and whoever
 * unlocked it, so this session has its second factor from then on. Throws `passkey-refused`, `conflict`.
 */
export async function addPasskey(input: NewPasskey, services: Services): Promise<{ readonly id: string }> {
  const site = needPasskeySite(services, input.host);
  const { user, session } = await ownSession(input.cookie, services);
  const id = await services.database.withSystem('add a passkey', async (tx) => {
    await lockUser(tx, user.id);
    if ((await listPasskeysOf(tx, user.id)).length >= passkeysMax)
      refuse('conflict', `nobody keeps more than ${passkeysMax} passkeys`, 'remove one that is not used');
    const judge = async ({ isUserVerified }: { isUserVerified: boolean }) => {
      if (!isUserVerified || (await isKnownCredential(tx, input.response.id))) refusePasskey();
    };
    const auth = bindPasskeys(tx, site, services, { user: { id: user.id, name: user.email }, judge });
    // The library compares the person of the challenge with the one of the session.
    const headers = new Headers({ cookie: input.cookie ?? '' });
    const body = { response: input.response, name: input.name };
    const asked = await askAuth(() => notABug(() => auth.api.verifyPasskeyRegistration({ body, headers })));
    if (asked.isRefused) return null;
    await markSecondFactor(tx, session.id);
    const payload = { passkey: asked.answer.id, isSynced: asked.answer.deviceType === 'multiDevice' };
    await recordEverywhere(tx, user.id, { type: 'passkey.added@1', payload }, services);
    return asked.answer.id;
  });
  // After the commit: the challenge is used up whatever becomes of it.
  return { id: id ?? refuse('passkey-refused') };
}

/** Whose session this is. Throws `unauthenticated`. */
export async function ownSession(cookie: string | undefined, services: Services): Promise<FoundSession> {
  const found = await services.database.withSystem('find a session', (tx) =>
    findSession(tx, cookie, services),
  );
  return found ?? refuse('unauthenticated');
}

/** Who has a second factor shows it before they get another one: a password alone is not enough to go round it. */
async function refuseHalfSignedIn(tx: Tx, { user, session, isEnrolled }: FoundSession): Promise<void> {
  if (session.secondFactorAt !== null) return;
  const hasPasskey = (await listPasskeysOf(tx, user.id)).length > 0;
  if (isEnrolled || hasPasskey) refuse('second-factor-needed');
}
