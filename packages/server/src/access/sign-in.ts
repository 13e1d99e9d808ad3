import type { Services } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { deleteExpiredSessions } from './members.store.ts';
import { checkPassword } from './sign-in/check-password.ts';
import { openSession } from './sign-in/open-session.ts';

const triesPerAddressMax = 60;
const triesPerPairMax = 8;
const triesPerEmailMax = 30;

export type SignIn = {
  readonly email: string;
  readonly password: string;
  /** Of the client. */
  readonly address: string;
  readonly device: string | null;
};

/** Signs in and says so in the ledger of every workspace the user belongs to. Answers the `set-cookie` headers. */
export async function signIn(input: SignIn, services: Services): Promise<readonly string[]> {
  const pair = takeTry(input, services);
  const cookies = await services.database.withSystem('sign in', async (tx) => {
    await deleteExpiredSessions(tx);
    const userId = await checkPassword(tx, input, services);
    const opening = { userId, method: 'password', hasSecondFactor: false, device: input.device } as const;
    const session = await openSession(tx, opening, services);
    return session.cookies;
  });
  accessOf(services).attempts.clear(pair);
  return cookies;
}

/** Refuses before any hashing. By address and by account, so that neither guessing one nor trying many is free. */
function takeTry(input: SignIn, services: Services): string {
  const { attempts } = accessOf(services);
  const email = input.email.toLowerCase();
  const pair = `sign-in pair ${input.address} ${email}`;
  attempts.take(`sign-in address ${input.address}`, triesPerAddressMax, services.clock);
  attempts.take(pair, triesPerPairMax, services.clock);
  attempts.take(`sign-in account ${email}`, triesPerEmailMax, services.clock);
  return pair;
}
