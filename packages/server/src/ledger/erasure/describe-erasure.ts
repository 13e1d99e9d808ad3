import type { ErasedItem, Services, Tx } from '../../platform/index.ts';
import { findErased } from './erased-payloads.store.ts';
import { itemsOf, targetOf } from './erasure-target.ts';
import type { StoredErasure } from './erasures.store.ts';
import { storageNotes } from './storage-notes.ts';

export type ErasureDescription = {
  readonly affects: {
    readonly payloads: number;
    readonly items: number;
    readonly controls: { readonly id: string; readonly title: string; readonly items: number }[];
  };
  readonly notes: string[];
};

/** What an erasure takes away, or took away, and what it does not reach. One that nobody asked for yet is open. */
export async function describeErasure(
  tx: Tx,
  erasure: Pick<StoredErasure, 'state' | 'subject' | 'positions' | 'erasedPayloads'> &
    Partial<Pick<StoredErasure, 'clearedAt'>>,
  services: Services,
): Promise<ErasureDescription> {
  const isOpen = erasure.state === 'requested';
  const target = isOpen ? await targetOf(tx, erasure) : { ...erasure };
  const items = isOpen ? await itemsOf(tx, target, services) : await erasedItems(tx, erasure, services);
  const current = items.filter((item) => item.isCurrent);
  const controls = services.erasureParts.all.flatMap((part) => part.controlsOf?.(current) ?? []);
  const notes: string[] = erasure.state === 'approved' && erasure.clearedAt === null ? [unclearedNote] : [];
  for (const part of services.erasureParts.all) notes.push(...((await part.staysOf?.(tx, target)) ?? []));
  const payloads = isOpen ? target.positions.length : erasure.erasedPayloads;
  return {
    affects: { payloads, items: current.length, controls: [...controls] },
    notes: [...notes, ...storageNotes(services)],
  };
}

async function erasedItems(
  tx: Tx,
  { positions }: Pick<StoredErasure, 'positions'>,
  services: Services,
): Promise<readonly ErasedItem[]> {
  const erased = await findErased(tx, positions);
  return itemsOf(tx, { subject: null, positions: erased.map((payload) => payload.position) }, services);
}

const unclearedNote =
  'The tables no longer hold it, but its keys and the files around the database are not cleared yet. That is tried again every quarter of an hour and at each start; if it stays so, see the log of the server.';
