import { appendLeaves, frontierBytes, rangeOfFrontier, rangeRoot } from '@daybook/ledger';
import { leafHashOfText, sha256 } from '@daybook/ledger/node';
import type { EntryPlace } from './entries.store.ts';
import type { Appended } from './entry-input.ts';
import type { Log, LogHead } from './logs.store.ts';
import type { Prepared } from './prepare-input.ts';

export type Placement = {
  readonly places: readonly EntryPlace[];
  /** The head after them. */
  readonly head: LogHead;
  readonly appended: readonly Appended[];
};

/** Gives prepared entries their places behind the head, whose row is held: the only work done under the lock. */
export function placeEntries(
  log: Log,
  head: Omit<LogHead, 'root'>,
  prepared: readonly Prepared[],
  now: string,
): Placement {
  const recordedAt = now > head.lastRecordedAt ? now : head.lastRecordedAt;
  const places: EntryPlace[] = [];
  const appended: Appended[] = [];
  for (const { id, type, text: textAt, commitment, keyId, sealed } of prepared) {
    const index = head.size + places.length;
    const position = log.firstPosition + index;
    const text = textAt(recordedAt);
    places.push({ index, position, text, leafHash: leafHashOfText(text), type, keyId, sealed });
    appended.push({ id, commitment, index, position });
  }
  const before = rangeOfFrontier(head.size, head.frontier);
  const range = appendLeaves(
    sha256,
    before,
    places.map((place) => place.leafHash),
  );
  const after = {
    size: range.size,
    root: Buffer.from(rangeRoot(sha256, range)),
    frontier: Buffer.from(frontierBytes(range)),
    lastRecordedAt: recordedAt,
  };
  return { places, head: after, appended };
}
