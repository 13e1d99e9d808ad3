import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { bindAuth } from '../bind-auth.ts';
import type { FoundSession } from '../find-session.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { isSecondFactorFresh } from './passkeys.store.ts';

/** What somebody shows again before the ways in of their account change. */
export type Proof = {
  readonly found: FoundSession;
  readonly cookie: string | undefined;
  readonly password: string | undefined;
};

/**
 * A stolen session alone changes no way in: a second factor shown within a quarter of an hour, or the password. What a provider
 * says of a second factor does not count here: it vouches for its own workspace, and a way in opens all of a person's. Throws
 * `proof-needed`, `password-wrong`.
 */
export async function proveAgain(
  tx: Tx,
  { found, cookie, password }: Proof,
  services: Services,
): Promise<void> {
  if (found.session.method !== 'sso' && (await isSecondFactorFresh(tx, found.session.id))) return;
  if (password === undefined) refuse('proof-needed');
  const headers = new Headers({ cookie: cookie ?? '' });
  const asked = await askAuth(() =>
    bindAuth(tx, services).api.verifyPassword({ body: { password }, headers }),
  );
  if (asked.isRefused) refuse('password-wrong');
}

/** Work that hashes a password waits for its turn, before it takes a connection. */
export function inTurn<T>(
  password: string | undefined,
  work: () => Promise<T>,
  services: Services,
): Promise<T> {
  return password === undefined ? work() : accessOf(services).hashing.take('passkeys', work);
}
