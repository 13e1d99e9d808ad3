import {
  type ErasedItem,
  type ErasureTarget,
  refuse,
  type Services,
  subjectKeyId,
  type Tx,
} from '../../platform/index.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { findErased, payloadsUnderKeys } from './erased-payloads.store.ts';
import type { StoredErasure } from './erasures.store.ts';

/** What a request is about now: of a person, wherever payloads of theirs lie by this moment. */
export async function targetOf(
  tx: Tx,
  { subject, positions }: Pick<StoredErasure, 'subject' | 'positions'>,
): Promise<ErasureTarget> {
  if (subject === null) return { subject, positions };
  const payloads = await payloadsUnderKeys(tx, [subjectKeyId(tx.workspaceId, subject)]);
  return { subject, positions: payloads.map((payload) => payload.position) };
}

/** What a new request would be about. Throws `not-erasable`, and `not-found` for a person nothing is held of. */
export async function requireTarget(
  tx: Tx,
  asked: Pick<StoredErasure, 'subject' | 'positions'>,
): Promise<ErasureTarget> {
  if (asked.subject === null) await requireErasable(tx, asked.positions);
  const target = await targetOf(tx, asked);
  if (target.positions.length === 0) refuse('not-found', 'nothing is held of this person');
  return target;
}

/** The items that these payloads told of, from whichever feature knows. */
export async function itemsOf(
  tx: Tx,
  { positions }: ErasureTarget,
  { erasureParts }: Pick<Services, 'erasureParts'>,
): Promise<readonly ErasedItem[]> {
  const items: ErasedItem[] = [];
  for (const part of erasureParts.all) items.push(...((await part.itemsOf?.(tx, positions)) ?? []));
  return items;
}

/** Types whose payloads hold the log itself together or prove an erasure: these are never erased. */
const keptTypes = [
  'log.',
  'key.',
  'payload.',
  'erasure.',
  'hold.',
  'anchor.',
  'check.',
  'pull.',
  'projection.',
];

/** Refuses positions that hold no payload, were erased before, or belong to the log's own bookkeeping. */
async function requireErasable(tx: Tx, positions: readonly number[]): Promise<void> {
  const entries = await readEntriesAt(tx, positions);
  const known = new Map(entries.map(({ position, entry }) => [position, entry]));
  const erased = new Set((await findErased(tx, positions)).map((payload) => payload.position));
  for (const position of positions) {
    const entry = known.get(position);
    if (entry?.payload === undefined) refuse('not-erasable', `entry ${position} has no payload`);
    if (erased.has(position)) refuse('not-erasable', `the payload of entry ${position} was erased before`);
    if (keptTypes.some((prefix) => entry.type.startsWith(prefix))) {
      refuse('not-erasable', `entry ${position} (\`${entry.type}\`) belongs to the log's own bookkeeping`);
    }
    if (entry.type.startsWith('identity.')) {
      refuse('not-erasable', `entry ${position} says who a person is`, 'erase the person instead');
    }
  }
}
