import { redactText } from '@daybook/redaction';
import type { EntryInput, JsonValue } from '../../ledger/index.ts';
import { type Actor, refuse, type Services } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import type { StoredGrant } from './grants.store.ts';

/** An entry about rights; its payload is made of ids, instants and masked words. */
export function accessEntry(
  type: `${string}@${number}`,
  { actor, at, refs }: { readonly actor: Actor; readonly at: string; readonly refs: readonly string[] },
  payload: JsonValue,
): EntryInput {
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}

/** A reason as it may be written down for good: what the detectors find is masked, and something must be left. */
export function maskedGrantReason(reason: string, { catalog }: Pick<Services, 'catalog'>): string {
  const clean = reason.toWellFormed().replaceAll('\0', '\u{fffd}').trim();
  if (clean === '') refuse('bad-request', 'a reason is needed');
  return redactText(clean, catalog.detectors).text.slice(0, 2_000);
}

/** What an entry says of a grant. */
export function grantBody({ id, kind, subject, role, scope, reason, from, until }: StoredGrant) {
  return { grant: id, kind, subject, role, scope: { ...scope }, reason, from, until };
}
