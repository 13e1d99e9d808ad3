import type { EntryInput, JsonValue } from '../ledger/index.ts';
import { type Actor, refuse } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';

/** An entry about what somebody did; its payload is made of ids, days, organisations' names and masked words. */
export function deedEntry(
  type: `${string}@${number}`,
  { actor, at, refs }: { readonly actor: Actor; readonly at: string; readonly refs: readonly string[] },
  payload: JsonValue,
): EntryInput {
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}

/** Decisions belong to people. */
export function requireHuman(actor: Actor): void {
  if (actor.kind !== 'user') refuse('person-needed');
}
