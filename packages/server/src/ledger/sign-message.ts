import type { DsseSignature } from '@daybook/ledger';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { assertOpen, newestLog } from './logs.store.ts';
import { openSigners } from './succession/log-keys.store.ts';

/** Signatures over a message by each key of the newest log that signs now, oldest key first. Refuses a forked log. */
export async function signMessage(
  tx: Tx,
  message: Uint8Array,
  services: Pick<Services, 'keyring' | 'clock'>,
): Promise<readonly DsseSignature[]> {
  const log = (await newestLog(tx)) ?? refuse('nothing-to-pack');
  await assertOpen(tx, log);
  const signatures: DsseSignature[] = [];
  for (const { vkey, sign } of await openSigners(tx, log, services)) {
    signatures.push({ keyId: `${vkey.name}+${vkey.keyId}`, signature: await sign(message) });
  }
  return signatures;
}
