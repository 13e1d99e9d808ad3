import { base64Of, bytesOfBase64 } from './base64.ts';
import { concatBytes, utf8 } from './bytes.ts';
import { canonicalizeRfc8785 } from './canonical-json.ts';
import { LedgerFormatError } from './ledger-format-error.ts';

/** A payload and who signed it (secure-systems-lab/dsse). Nothing in it is verified. */
export type DsseEnvelope = {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  readonly signatures: readonly DsseSignature[];
};

/** `keyId` is a hint that nobody has signed. */
export type DsseSignature = { readonly keyId: string | null; readonly signature: Uint8Array };

/** One key that is trusted. `verify` answers false, and does not throw, for a signature that is not one. */
export interface DsseVerifier {
  readonly keyId: string | null;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/** Holds one private key. */
export interface DsseSigner {
  readonly keyId: string | null;
  sign(message: Uint8Array): Uint8Array;
}

/** What was verified: only these bytes may be read, never the envelope again. */
export type OpenedEnvelope = {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  /** The keys that have signed, in the order they were given. */
  readonly verifiedBy: readonly DsseVerifier[];
};

/** An envelope, in characters and signatures. */
export const ENVELOPE_SIZE_MAX_CHARACTERS = 64 * 1024 * 1024;
export const ENVELOPE_SIGNATURES_MAX = 100;

/** What is signed: `DSSEv1 <length> <type> <length> <payload>`, the lengths in bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const typeSize = utf8(payloadType).length;
  return concatBytes([utf8(`DSSEv1 ${typeSize} ${payloadType} ${payload.length} `), payload]);
}

/** The envelope's text, in canonical form. */
export function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly DsseSigner[],
): string {
  const message = preAuthEncoding(payloadType, payload);
  const signatures = signers.map((signer) => ({ keyId: signer.keyId, signature: signer.sign(message) }));
  return formatEnvelope({ payload, payloadType, signatures });
}

export function formatEnvelope({ payload, payloadType, signatures }: DsseEnvelope): string {
  const text = canonicalizeRfc8785({
    payload: base64Of(payload),
    payloadType,
    signatures: signatures.map(({ keyId, signature }) => ({
      ...(keyId === null ? {} : { keyid: keyId }),
      sig: base64Of(signature),
    })),
  });
  parseEnvelope(text);
  return text;
}

/** Reads an envelope; fields it does not know are passed over, as the format asks. */
export function parseEnvelope(text: string): DsseEnvelope {
  if (text.length > ENVELOPE_SIZE_MAX_CHARACTERS) throw tooLarge();
  const { payload, payloadType, signatures } = fieldsOf(parseJson(text));
  if (typeof payloadType !== 'string' || payloadType === '' || !payloadType.isWellFormed()) {
    throw envelopeError('envelope has no payload type');
  }
  if (!Array.isArray(signatures) || signatures.length === 0)
    throw envelopeError('envelope has no signatures');
  if (signatures.length > ENVELOPE_SIGNATURES_MAX) throw tooLarge();
  return { payload: anyBase64(payload), payloadType, signatures: signatures.map(signatureOf) };
}

/**
 * The payload, once at least one of the keys has signed it as this type. Signatures by others are passed over, and so are
 * false ones, since the format ties none to a key.
 */
export function openEnvelope(
  text: string,
  payloadType: string,
  verifiers: readonly DsseVerifier[],
): OpenedEnvelope {
  const envelope = parseEnvelope(text);
  if (envelope.payloadType !== payloadType) throw envelopeError('payload is of another type');
  const message = preAuthEncoding(payloadType, envelope.payload);
  const verifiedBy = verifiers.filter((verifier) =>
    envelope.signatures.some(({ signature }) => verifier.verify(message, signature)),
  );
  if (verifiedBy.length === 0) {
    throw new LedgerFormatError('unverified-envelope', 'envelope has no signature by a known key');
  }
  return { payload: envelope.payload, payloadType, verifiedBy };
}

function signatureOf(value: unknown): DsseSignature {
  const { keyid = null, sig } = fieldsOf(value);
  if (keyid !== null && typeof keyid !== 'string') throw envelopeError('key id is not a text');
  const signature = anyBase64(sig);
  if (signature.length === 0) throw envelopeError('signature is empty');
  return { keyId: keyid, signature };
}

/** Standard or URL-safe alphabet (RFC 4648, sections 4 and 5), with padding; not both in one text. */
function anyBase64(text: unknown): Uint8Array {
  if (typeof text !== 'string') throw envelopeError('field is not base64');
  const isUrlSafe = /[-_]/.test(text);
  if (isUrlSafe && /[+/]/.test(text)) throw envelopeError('field mixes two alphabets');
  return bytesOfBase64(isUrlSafe ? text.replaceAll('-', '+').replaceAll('_', '/') : text);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw envelopeError('envelope is not made of objects');
  }
  return { ...value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw envelopeError('envelope is not JSON');
  }
}

function tooLarge(): LedgerFormatError {
  return new LedgerFormatError('too-large', 'envelope is too large');
}

function envelopeError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-envelope', message);
}
