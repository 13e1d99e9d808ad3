import { parseVkey, rotationText } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { append, openLog } from '../append-entries.ts';
import type { EntryInput } from '../entry-input.ts';
import { assertOpen, type Log } from '../logs.store.ts';
import { insertRotation, listRotations, lockKeys, openSigners } from './log-keys.store.ts';
import { createSealedKey, signText } from './signer.ts';

/** No verifier follows a longer chain of keys. */
const rotationsMax = 1_000;
/** So long both keys sign, for those who know the old one to learn of the new one. */
const overlapMs = 30 * 24 * 3_600_000;

/**
 * Gives the present log a new key: the one before says so, signed, in `key.rotated@1`; from the next checkpoint on both
 * sign for 30 days, and then the new one alone. Refuses a forked log.
 */
export async function rotateKey(
  { workspaceId, actor }: { readonly workspaceId: WorkspaceId; readonly actor: Actor },
  services: Services,
): Promise<{ readonly verifierKey: string }> {
  services.keyring.assertOpen();
  const verifierKey = await services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await openLog(tx, services);
    await assertOpen(tx, log);
    await lockKeys(tx, log.id);
    return replaceKey(tx, { log, actor }, services);
  });
  services.live.publish(workspaceId, 'ledger');
  return { verifierKey };
}

async function replaceKey(
  tx: Tx,
  { log, actor }: { readonly log: Log; readonly actor: Actor },
  services: Services,
): Promise<string> {
  const number = (await listRotations(tx, log.id)).length + 1;
  if (number > rotationsMax)
    refuse('conflict', 'this log had too many keys already', 'wait for the next year');
  const made = createSealedKey({ origin: log.origin, logId: log.id, number }, services);
  const signers = await openSigners(tx, log, services);
  const text = rotationText(log.origin, parseVkey(sha256, made.verifierKey));
  const note = await signText(text, signers.slice(-1));
  const rotatedAt = services.clock.now();
  const payload = { origin: log.origin, verifierKey: made.verifierKey, note };
  const entry: EntryInput = {
    type: 'key.rotated@1',
    actor,
    occurredAt: rotatedAt,
    observedAt: rotatedAt,
    refs: [],
    payload: ownWords(payload),
  };
  const [appended] = await append(tx, [entry], services);
  // The year cannot turn here: its new log, with a key of its own, would have been opened above.
  if (appended === undefined || appended.position !== log.firstPosition + appended.index) {
    throw new Error('the rotation was written into another log');
  }
  const overlapEndsAt = new Date(Date.parse(rotatedAt) + overlapMs).toISOString();
  const rotation = { number, note, since: appended.index + 1, rotatedAt, overlapEndsAt, ...made };
  await insertRotation(tx, log.id, rotation);
  return made.verifierKey;
}
