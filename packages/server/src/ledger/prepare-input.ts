import { base64Of, canonicalize, commit, type EntryDraft, prepareEntry, roundedSize } from '@daybook/ledger';
import { hmacSha256 } from '@daybook/ledger/node';
import type { DataKey, Services } from '../platform/index.ts';
import type { EntryInput } from './entry-input.ts';
import { takeRandomBytes } from './random-bytes.ts';
import { sealPayload } from './seal-payload.ts';

/** An entry with everything done that needs no lock; only its place and `recordedAt` are missing. */
export type Prepared = {
  readonly id: string;
  readonly type: string;
  readonly text: (recordedAt: string) => string;
  readonly commitment: Uint8Array | null;
  readonly keyId: string | null;
  readonly sealed: Buffer | null;
};

const saltBytes = 32;

/**
 * Puts an input into its final form and seals its payload under `key` (null where it has none). Throws
 * `LedgerFormatError` when it does not fit the format: RFC 8785 profile, 16 KiB, well-formed ids and instants.
 */
export function prepareInput(
  input: EntryInput,
  key: DataKey | null,
  services: Pick<Services, 'ids'>,
): Prepared {
  const id = services.ids.make('ent');
  const envelope = {
    actor: { id: input.actor.id, kind: input.actor.kind },
    id,
    observedAt: exactInstant(input.observedAt),
    occurredAt: input.occurredAt === null ? null : exactInstant(input.occurredAt),
    refs: input.refs,
    type: input.type,
    v: 1,
  } as const satisfies EntryDraft;
  if (input.payload === undefined) {
    const text = prepareEntry(envelope);
    return { id, type: input.type, text, commitment: null, keyId: null, sealed: null };
  }
  if (key === null) throw new Error('a payload has no key to be sealed under');
  const body = Buffer.from(canonicalize(input.payload), 'utf8');
  const salt = takeRandomBytes(saltBytes);
  const commitment = commit(hmacSha256, salt, body);
  const payload = {
    alg: 'hmac-sha256',
    commit: base64Of(commitment),
    mediaType: 'application/json',
    size: roundedSize(body.length),
  } as const;
  const text = prepareEntry({ ...envelope, payload });
  return { id, type: input.type, text, commitment, keyId: key.id, sealed: sealPayload(key, id, salt, body) };
}

/** The keys these payloads are sealed under, each once. */
export function keyIdsOf(prepared: readonly Prepared[]): readonly string[] {
  return [...new Set(prepared.flatMap((entry) => entry.keyId ?? []))];
}

const exactLength = '2026-03-01T12:00:00.123Z'.length;

/** The one spelling entries use: UTC with milliseconds. What has it already is tried again with the whole entry. */
function exactInstant(instant: string): string {
  return instant.length === exactLength && instant.endsWith('Z') ? instant : new Date(instant).toISOString();
}
