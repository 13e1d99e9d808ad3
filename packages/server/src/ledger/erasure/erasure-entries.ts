import type { Actor } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import type { EntryInput, JsonValue } from '../entry-input.ts';

/** An entry about an erasure or a hold; its payload is made of ids, instants and masked words. */
export function erasureEntry(
  type: `${string}@${number}`,
  { actor, at, refs }: { readonly actor: Actor; readonly at: string; readonly refs: readonly string[] },
  payload: JsonValue,
): EntryInput {
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}
