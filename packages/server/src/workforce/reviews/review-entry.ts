import type { EntryInput, JsonValue } from '../../ledger/index.ts';
import type { Actor, Services } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { maskedWords } from '../masked-reason.ts';

/** An entry about a review; its payload is made of ids, numbers, instants and masked words. */
export function reviewEntry(
  type: `access-review.${string}@${number}`,
  { actor, at, refs }: { readonly actor: Actor; readonly at: string; readonly refs: readonly string[] },
  payload: JsonValue,
): EntryInput {
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}

const wordsMax = 500;

/** What somebody typed, as it may be written down for good: what the detectors find is masked. Null where nothing is left. */
export function wordsToKeep(
  words: string | null | undefined,
  services: Pick<Services, 'catalog'>,
): string | null {
  const masked = maskedWords(words ?? '', services).slice(0, wordsMax);
  return masked === '' ? null : masked;
}

const entryBytesMax = 12_000;

/** Parts of a list that fit into one entry each. */
export function inEntries<Part extends JsonValue>(parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  let bytes = 0;
  for (const part of parts) {
    const size = Buffer.byteLength(JSON.stringify(part)) + 1;
    const last = groups.at(-1);
    if (last === undefined || bytes + size > entryBytesMax) {
      groups.push([part]);
      bytes = size;
    } else {
      last.push(part);
      bytes += size;
    }
  }
  return groups;
}
