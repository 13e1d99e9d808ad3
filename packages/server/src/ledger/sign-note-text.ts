import { signNote } from '@daybook/ledger';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { newestLog, openSigner } from './logs.store.ts';

/** Signs a text of ours (ends in a line feed) with the key of the newest log, as a signed note. */
export async function signNoteText(
  tx: Tx,
  text: string,
  services: Pick<Services, 'keyring'>,
): Promise<string> {
  const log = (await newestLog(tx)) ?? refuse('nothing-to-pack');
  return signNote(text, [await openSigner(tx, log, services)]);
}
