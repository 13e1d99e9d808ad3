import { type Entry, parseEntry } from '@daybook/ledger';
import type { Services, Tx } from '../platform/index.ts';
import { readSealedPayloads } from './entries.store.ts';
import { openPayload } from './seal-payload.ts';

export type OpenedPayload = {
  readonly position: number;
  /** 32 bytes. */
  readonly salt: Buffer;
  /** Canonical JSON in UTF-8, exactly as committed to. */
  readonly body: Buffer;
};

/**
 * Payloads of these entries, in the order of their positions. Entries without a payload and entries whose payload or key
 * was erased are absent. Throws when a sealed body was changed.
 */
export async function readPayloads(
  tx: Tx,
  entries: readonly { readonly position: number; readonly id: string }[],
  services: Pick<Services, 'dataKeys'>,
): Promise<readonly OpenedPayload[]> {
  const ids = new Map(entries.map((entry) => [entry.position, entry.id]));
  const sealed = await readSealedPayloads(tx, [...ids.keys()]);
  const keys = await services.dataKeys.find(tx, [...new Set(sealed.map((payload) => payload.keyId))]);
  return sealed.flatMap((payload) => {
    const key = keys.get(payload.keyId);
    const id = ids.get(payload.position);
    if (key === undefined || id === undefined) return [];
    return [{ position: payload.position, ...openPayload(key, id, payload.sealed) }];
  });
}

/** Parses stored text; what the log holds was validated when it was written, so a failure here is damage. */
export function entryOf(text: string): Entry {
  return parseEntry(text);
}
