import { addSignatures, parseSignatureLines } from '@daybook/ledger';
import type { Tx } from '../../platform/index.ts';
import type { StoredCheckpoint } from '../checkpoints.store.ts';
import { witnessLines } from './anchor-receipts.store.ts';

/** The checkpoint's note with the cosignatures that witnesses gave it, each once. */
export async function cosignedNote(tx: Tx, logId: string, checkpoint: StoredCheckpoint): Promise<string> {
  const lines = await witnessLines(tx, logId, checkpoint.size);
  return addSignatures(checkpoint.note, lines.flatMap(parseSignatureLines));
}
