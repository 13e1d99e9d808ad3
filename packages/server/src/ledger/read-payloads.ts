import { type Entry, parseEntry } from '@daybook/ledger';
import type { DataKey, Services, Tx } from '../platform/index.ts';
import { readSealedPayloads, type SealedPayload } from './entries.store.ts';
import { findErased } from './erasure/erased-payloads.store.ts';
import { openPayload } from './seal-payload.ts';

export type OpenedPayload = {
  readonly position: number;
  /** 32 bytes. */
  readonly salt: Buffer;
  /** Canonical JSON in UTF-8, exactly as committed to. */
  readonly body: Buffer;
};

/**
 * Payloads of these entries, in the order of their positions. Absent are entries without a payload, those whose payload was
 * erased, and those whose payload cannot be opened: the key is lost, or a sealed byte was changed. `findUnreadable` tells
 * the last two apart. Refuses with `keys-missing` without the master key.
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
    return openOne(key, id, payload);
  });
}

/** Nothing where the bytes are not those this key sealed: after its loss a key of the same id may have been made anew. */
function openOne(key: DataKey, id: string, { position, sealed }: SealedPayload): readonly OpenedPayload[] {
  try {
    return [{ position, ...openPayload(key, id, sealed) }];
  } catch {
    return [];
  }
}

/**
 * Of these entries, those whose payload cannot be opened although no entry says that it was erased: their keys were not
 * brought along with a backup, or what is kept was damaged. `opened`: the positions `readPayloads` answered.
 */
export async function findUnreadable(
  tx: Tx,
  entries: readonly { readonly position: number; readonly entry: Pick<Entry, 'payload'> }[],
  opened: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const missing = entries.filter(
    ({ position, entry }) => entry.payload !== undefined && !opened.has(position),
  );
  const positions = missing.map(({ position }) => position);
  const erased = new Set((await findErased(tx, positions)).map(({ position }) => position));
  return new Set(positions.filter((position) => !erased.has(position)));
}

/** Parses stored text; what the log holds was validated when it was written, so a failure here is damage. */
export function entryOf(text: string): Entry {
  return parseEntry(text);
}
