import { utf8 } from './bytes.ts';
import { canonicalize, parseCanonical } from './canonical-json.ts';
import { roundedSize } from './commitment.ts';
import { LedgerFormatError } from './ledger-format-error.ts';

/** An entry's canonical text in UTF-8, in bytes. */
export const ENTRY_SIZE_MAX_BYTES = 16_384;

/** Who acted: a pseudonym and what stands behind it. */
export type EntryActor = { readonly id: string; readonly kind: string };

/** The connector that collected; `sig` is its own Ed25519 signature in base64, where it runs apart from the server. */
export type EntryCollector = { readonly counter: number; readonly id: string; readonly sig?: string };

/** The commitment to a payload outside the tree. `size` is a power of two, in bytes. */
export type EntryPayload = {
  readonly alg: 'hmac-sha256';
  /** 32 bytes in base64. */
  readonly commit: string;
  readonly mediaType: string;
  readonly size: number;
};

/** One line of the ledger. Instants are `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export type Entry = {
  readonly actor: EntryActor;
  readonly collector?: EntryCollector;
  /** `ent_` and a UUID of version 7. */
  readonly id: string;
  /** When we saw it. */
  readonly observedAt: string;
  /** When it happened, as the source claims; null where the source does not say. */
  readonly occurredAt: string | null;
  readonly payload?: EntryPayload;
  /** When it was written down, under the log's lock. */
  readonly recordedAt: string;
  readonly refs: readonly string[];
  /** Kind and version: `record.observed@1`. */
  readonly type: string;
  readonly v: 1;
};

/** An entry before it has its place in the log. */
export type EntryDraft = Omit<Entry, 'recordedAt'>;

/** Reads an entry's canonical text and refuses everything that is not exactly one. */
export function parseEntry(text: string): Entry {
  assertEntrySize(utf8(text).length);
  return validateEntry(parseCanonical(text));
}

/** The value itself, once its shape is exactly that of an entry: no field more, none less. */
export function validateEntry(value: unknown): Entry {
  const { actor, collector, payload, ...rest } = fields(value, 'entry', entryKeys, 'collector', 'payload');
  validateActor(actor);
  if (collector !== undefined) validateCollector(collector);
  if (payload !== undefined) validatePayload(payload);
  matches('id', rest.id, idPattern);
  instant('observedAt', rest.observedAt);
  if (rest.occurredAt !== null) instant('occurredAt', rest.occurredAt);
  instant('recordedAt', rest.recordedAt);
  matches('type', rest.type, typePattern);
  if (rest.v !== 1) throw entryError('v');
  if (!Array.isArray(rest.refs)) throw entryError('refs');
  for (const ref of rest.refs) matches('refs', ref, refPattern);
  // every field was tried above
  return value as Entry;
}

/** Refuses a text that is longer than the ledger takes. */
export function assertEntrySize(sizeBytes: number): void {
  if (sizeBytes > ENTRY_SIZE_MAX_BYTES) {
    throw new LedgerFormatError('too-large', `entry is longer than ${ENTRY_SIZE_MAX_BYTES} bytes`);
  }
}

/** Whether the text is an instant of the calendar in the one spelling entries use. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string' || !instantPattern.test(text)) return false;
  const day = Number(text.slice(8, 10));
  return day <= 28 || day <= daysOfMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** `month` counts from 1, so that day 0 of the month after is its last. */
function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The entry's canonical text; the slow way that `prepareEntry` must agree with. */
export function entryText(entry: Entry): string {
  const text = canonicalize(validateEntry(entry));
  assertEntrySize(utf8(text).length);
  return text;
}

const entryKeys = ['actor', 'id', 'observedAt', 'occurredAt', 'recordedAt', 'refs', 'type', 'v'];
const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const idPattern = /^ent_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const typePattern = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+@[1-9]\d{0,3}$/;
const kindPattern = /^[a-z][a-z-]{0,31}$/;
const actorIdPattern = /^[a-z]{2,8}_[A-Za-z0-9._-]{1,120}$/;
// canonical: the bits the last character has too many are zero
const base64Of32Bytes = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const base64Of64Bytes = /^[A-Za-z0-9+/]{85}[AQgw]==$/;
const mediaTypePattern = /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/;
// without @ and spaces, so that neither an address nor a sentence can stand where only ids belong
const refPattern = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/;

function validateActor(value: unknown): void {
  const actor = fields(value, 'actor', ['id', 'kind']);
  matches('actor.id', actor.id, actorIdPattern);
  matches('actor.kind', actor.kind, kindPattern);
}

function validateCollector(value: unknown): void {
  const collector = fields(value, 'collector', ['counter', 'id'], 'sig');
  wholeNumber('collector.counter', collector.counter);
  matches('collector.id', collector.id, actorIdPattern);
  if (collector.sig !== undefined) matches('collector.sig', collector.sig, base64Of64Bytes);
}

function validatePayload(value: unknown): void {
  const payload = fields(value, 'payload', ['alg', 'commit', 'mediaType', 'size']);
  if (payload.alg !== 'hmac-sha256') throw entryError('payload.alg');
  matches('payload.commit', payload.commit, base64Of32Bytes);
  matches('payload.mediaType', payload.mediaType, mediaTypePattern);
  const size = wholeNumber('payload.size', payload.size);
  if (size !== roundedSize(size)) throw entryError('payload.size');
}

function fields(
  value: unknown,
  name: string,
  required: readonly string[],
  ...optional: readonly string[]
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw entryError(name);
  const keys = Object.keys(value);
  const isExact = required.every((key) => keys.includes(key));
  if (!isExact || keys.some((key) => !required.includes(key) && !optional.includes(key)))
    throw entryError(name);
  return { ...value };
}

function matches(name: string, value: unknown, pattern: RegExp): void {
  if (typeof value !== 'string' || !pattern.test(value)) throw entryError(name);
}

function instant(name: string, value: unknown): void {
  if (!isInstant(value)) throw entryError(name);
}

function wholeNumber(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw entryError(name);
  return value;
}

function entryError(field: string): LedgerFormatError {
  return new LedgerFormatError('bad-entry', `\`${field}\` is not what an entry holds there`);
}
