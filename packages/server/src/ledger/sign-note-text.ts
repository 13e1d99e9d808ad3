import { refuse, type Services, type Tx } from '../platform/index.ts';
import { assertOpen, newestLog } from './logs.store.ts';
import { openSigners } from './succession/log-keys.store.ts';
import { signText } from './succession/signer.ts';

/** Signs a text of ours (ends in a line feed) with the keys of the newest log that sign now, as a signed note. */
export async function signNoteText(
  tx: Tx,
  text: string,
  services: Pick<Services, 'keyring' | 'clock'>,
): Promise<string> {
  const log = (await newestLog(tx)) ?? refuse('nothing-to-pack');
  await assertOpen(tx, log);
  return signText(text, await openSigners(tx, log, services));
}
