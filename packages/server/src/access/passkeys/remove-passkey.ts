import { refuse, type Services, type Tx } from '../../platform/index.ts';
import { recordEverywhere } from '../sign-in/record-everywhere.ts';
import { takeTries, triesPer } from '../sign-in/take-tries.ts';
import { listWaysIn } from '../sign-in/ways-in.store.ts';
import { ownSession } from './add-passkey.ts';
import { deletePasskey, listPasskeysOf, lockUser } from './passkeys.store.ts';
import { inTurn, proveAgain } from './prove-again.ts';

export type PasskeyRemoval = {
  readonly cookie: string | undefined;
  readonly passkey: string;
  readonly password: string | undefined;
};

/**
 * Removes one's own passkey; it opens nothing from the commit on. Throws `proof-needed`, `password-wrong`, `not-found`, and
 * `last-way-in` where nothing else would let its owner in.
 */
export async function removePasskey(removal: PasskeyRemoval, services: Services): Promise<void> {
  const { cookie, passkey, password } = removal;
  const found = await ownSession(cookie, services);
  const userId = found.user.id;
  if (password !== undefined) await takeTries([triesPer.passwordOfUser(userId)], services);
  const remove = async (tx: Tx) => {
    await lockUser(tx, userId);
    const own = await listPasskeysOf(tx, userId);
    if (!own.some(({ id }) => id === passkey)) refuse('not-found');
    await proveAgain(tx, { found, cookie, password }, services);
    // One that is refused lets nobody in, so it counts for nothing.
    const isWanted = own.some(({ id, refusedAt }) => id !== passkey && refusedAt === null);
    const others = (await listWaysIn(tx, userId)).filter((way) => way !== 'passkey');
    if (!isWanted && others.length === 0) refuse('last-way-in');
    await deletePasskey(tx, passkey);
    await recordEverywhere(tx, userId, { type: 'passkey.removed@1', payload: { passkey } }, services);
  };
  const { database } = services;
  await inTurn(password, () => database.withSystem('remove a passkey', remove), services);
}
