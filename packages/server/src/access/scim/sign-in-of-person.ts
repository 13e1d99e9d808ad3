import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import { addressOf, nameOf, type ScimPerson } from './scim-person.ts';

export type PersonSignIn = { readonly userId: string; readonly isNew: boolean };

/** The sign-in with this person's address, or a new one without a password: they come in through their provider. */
export async function signInOf(tx: Tx, person: ScimPerson, services: Services): Promise<PersonSignIn> {
  const { internalAdapter } = await bindAuth(tx, services).$context;
  const email = addressOf(person);
  const known = await internalAdapter.findUserByEmail(email);
  if (known !== null) return { userId: known.user.id, isNew: false };
  const user = await internalAdapter.createUser(
    { name: nameOf(person), email, emailVerified: false },
    { method: 'email' },
  );
  if (!user) refuse('conflict');
  return { userId: user.id, isNew: true };
}

/**
 * Gives a sign-in the name and address its provider has now. An address somebody else signs in with is left to them, and
 * nothing tells of it.
 */
export async function renameSignIn(
  tx: Tx,
  userId: string,
  person: ScimPerson,
  services: Services,
): Promise<void> {
  const { internalAdapter } = await bindAuth(tx, services).$context;
  const email = addressOf(person);
  const holder = await internalAdapter.findUserByEmail(email);
  const isFree = holder === null || holder.user.id === userId;
  await internalAdapter.updateUser(userId, { name: nameOf(person), ...(isFree && { email }) });
}
