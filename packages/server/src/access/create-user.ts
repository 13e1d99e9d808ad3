import { refuse, type Services, type Tx } from '../platform/index.ts';
import { bindAuth } from './bind-auth.ts';
import { refuseWeakPassword } from './password-rules.ts';

export type NewUser = { readonly name: string; readonly email: string; readonly password: string };

export type CreatedUser = { readonly userId: string; readonly isNew: boolean };

/**
 * Makes a sign-in, or finds the one with this e-mail address: its password stays what it is, nobody resets it by adding
 * its owner somewhere. Refuses a weak password in both cases.
 */
export async function createUser(tx: Tx, input: NewUser, services: Services): Promise<CreatedUser> {
  refuseWeakPassword(input.password, input.email);
  const { internalAdapter, password } = await bindAuth(tx, services).$context;
  const known = await internalAdapter.findUserByEmail(input.email.toLowerCase());
  if (known !== null) return { userId: known.user.id, isNew: false };
  const user = await internalAdapter.createUser(
    { name: input.name, email: input.email, emailVerified: false },
    {
      method: 'email',
    },
  );
  if (!user) refuse('conflict');
  await internalAdapter.createAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await password.hash(input.password),
  });
  return { userId: user.id, isNew: true };
}
