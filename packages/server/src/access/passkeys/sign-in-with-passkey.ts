import type { z } from 'zod';
import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { openSession } from '../sign-in/open-session.ts';
import { recordEverywhere } from '../sign-in/record-everywhere.ts';
import { deleteSessionByToken } from '../sign-in/session-marks.store.ts';
import { takeTries, triesPer } from '../sign-in/take-tries.ts';
import { bindPasskeys, challengeOnly, refusePasskey } from './bind-passkeys.ts';
import type { assertionShape } from './passkey-shapes.ts';
import { needPasskeySite, type PasskeySite } from './passkey-site.ts';
import {
  deleteOldChallenges,
  lockPasskey,
  markRefused,
  markUsed,
  type StoredPasskey,
  setCounter,
} from './passkeys.store.ts';

export type PasskeyVisit = {
  /** `Host` of the request. */
  readonly host: string | undefined;
  /** Of the client. */
  readonly address: string;
};

/** A challenge for whoever comes, good for five minutes, one try and this browser. Tells nothing of who has passkeys. */
export async function offerPasskeySignIn({ host, address }: PasskeyVisit, services: Services) {
  const site = needPasskeySite(services, host);
  await takeTries([triesPer.signInAddress(address)], services);
  return services.database.withSystem('offer a sign-in by passkey', async (tx) => {
    await deleteOldChallenges(tx);
    const auth = bindPasskeys(tx, site, services);
    const { response, headers } = await auth.api.generatePasskeyAuthenticationOptions({
      headers: new Headers(),
      returnHeaders: true,
    });
    const { challenge, timeout = 60_000 } = response;
    const options = { challenge, timeout, rpId: site.id, userVerification: 'required' } as const;
    return { options, cookies: headers.getSetCookie() };
  });
}

export type PasskeySignIn = PasskeyVisit & {
  readonly response: z.output<typeof assertionShape>;
  readonly cookie: string | undefined;
  readonly device: string | null;
};

/**
 * Signs in with a passkey, which is two factors in one: the device, and whoever unlocked it. A challenge is used up whatever
 * becomes of it. Answers the `set-cookie` headers. Throws `passkey-refused`, always the same.
 */
export async function signInWithPasskey(
  input: PasskeySignIn,
  services: Services,
): Promise<readonly string[]> {
  const site = needPasskeySite(services, input.host);
  await takeTries([triesPer.signInAddress(input.address)], services);
  const cookies = await services.database.withSystem('sign in with a passkey', async (tx) => {
    const passkey = await lockPasskey(tx, input.response.id);
    const isVouched = await verify(tx, { input, site, passkey }, services);
    if (passkey === null || !isVouched) return null;
    await markUsed(tx, passkey.id, services.clock.now());
    const opening = { userId: passkey.userId, method: 'passkey', hasSecondFactor: true } as const;
    const session = await openSession(tx, { ...opening, device: input.device }, services);
    return session.cookies;
  });
  // After the commit: what was used up or found out stays so.
  return cookies ?? refuse('passkey-refused');
}

type Attempt = {
  readonly input: PasskeySignIn;
  readonly site: PasskeySite;
  readonly passkey: StoredPasskey | null;
};

/**
 * The library refuses a counter that went back and a bad signature alike, and only the first says that somebody holds a copy:
 * so it is told of no counter, and we compare it once the signature is known to be good (WebAuthn level 3 section 6.1.1).
 */
async function verify(tx: Tx, { input, site, passkey }: Attempt, services: Services): Promise<boolean> {
  let isCopy = false;
  const judge = async ({ isUserVerified, counter }: { isUserVerified: boolean; counter: number }) => {
    isCopy = passkey !== null && wentBack(passkey.counter, counter);
    if (!isUserVerified || isCopy || passkey === null || passkey.refusedAt !== null) refusePasskey();
  };
  const auth = bindPasskeys(tx, site, services, { judge });
  const headers = await challengeOnly(auth, input.cookie);
  if (passkey !== null) await setCounter(tx, passkey.id, 0);
  const { userHandle, ...signed } = input.response.response;
  const response = { ...input.response, response: { ...signed, ...(userHandle && { userHandle }) } };
  const asked = await askAuth(() => auth.api.verifyPasskeyAuthentication({ body: { response }, headers }));
  if (asked.isRefused) {
    if (passkey !== null) await setCounter(tx, passkey.id, passkey.counter);
    if (passkey !== null && isCopy && passkey.refusedAt === null) await refuseCopies(tx, passkey, services);
    return false;
  }
  // The library opens a session of its own; ours says how it was opened.
  await deleteSessionByToken(tx, asked.answer.session.token);
  return true;
}

/** Authenticators that keep no count always say 0. */
function wentBack(known: number, said: number): boolean {
  return (known > 0 || said > 0) && said <= known;
}

async function refuseCopies(tx: Tx, { id, userId }: StoredPasskey, services: Services): Promise<void> {
  await markRefused(tx, id, services.clock.now());
  services.log.warn({ passkey: id }, 'a passkey was refused: its counter went back');
  const payload = { passkey: id, why: 'counter-went-back' };
  await recordEverywhere(tx, userId, { type: 'passkey.refused@1', payload }, services);
}
