import {
  canonicalize,
  type DsseSignature,
  formatEnvelope,
  formatStatement,
  IN_TOTO_PAYLOAD_TYPE,
  parseEnvelope,
  parseStatement,
  preAuthEncoding,
  type Vkey,
} from '@daybook/ledger';
import { ed25519Verify } from '@daybook/ledger/node';
import { z } from 'zod';
import { PACKAGE_FORMAT } from './package-paths.ts';

const instant = z.iso.datetime({ precision: 3 });
const count = z.int().min(0);

/** Names the predicate of a package's in-toto statement. */
export const MANIFEST_PREDICATE_TYPE = 'urn:daybook:package:2';

/** Half-open days `[from, to)` that begin in `zone`. */
export const windowSchema = z.strictObject({ from: z.iso.date(), to: z.iso.date(), zone: z.literal('UTC') });

/** The predicate of the statement in `MANIFEST.dsse.json`: what the package is about. */
export const aboutSchema = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  framework: z.strictObject({ id: z.string(), name: z.string(), title: z.string(), version: z.string() }),
  window: windowSchema,
  /** The instant at which completeness and dates are judged; never before the last entry. */
  asOf: instant,
  /** Oldest first; position = `firstPosition` + index. The last one's key signs this manifest. */
  logs: z.array(z.strictObject({ origin: z.string().min(1), firstPosition: count, size: count })).min(1),
  /** The size of the last log at the named checkpoint. */
  checkpointSize: count,
  /** All entries of all logs. */
  entries: count,
  /** Whether the names of the people in the packed items are in it. */
  names: z.enum(['included', 'left-out']),
});

export type PackageWindow = z.infer<typeof windowSchema>;
export type About = z.infer<typeof aboutSchema>;
export type ManifestFile = { readonly name: string; readonly sha256: string };

/** What the package is about, and every other file with its digest: the subjects of the statement. */
export type Manifest = About & { readonly files: readonly ManifestFile[] };

/** A manifest as it was read. Its signatures are over `message`, and nothing of it is verified yet. */
export type SignedManifest = {
  readonly manifest: Manifest;
  readonly message: Uint8Array;
  readonly signatures: readonly DsseSignature[];
};

/** What is to be signed for this manifest: the DSSE encoding of an in-toto statement. */
export function manifestPayload({ files, ...about }: Manifest): {
  readonly payload: Uint8Array;
  readonly message: Uint8Array;
} {
  const statement = { subjects: files, predicateType: MANIFEST_PREDICATE_TYPE, predicate: about };
  const payload = formatStatement(statement);
  return { payload, message: preAuthEncoding(IN_TOTO_PAYLOAD_TYPE, payload) };
}

/** The text of `MANIFEST.dsse.json`. */
export function formatManifest(payload: Uint8Array, signatures: readonly DsseSignature[]): string {
  return `${formatEnvelope({ payload, payloadType: IN_TOTO_PAYLOAD_TYPE, signatures })}\n`;
}

/** Reads exactly what `formatManifest` writes; throws when the text is in any other form. */
export function parseManifest(text: string): SignedManifest {
  const { payload, payloadType, signatures } = parseEnvelope(text);
  const { subjects, predicateType, predicate } = parseStatement(payload);
  const isKnown = payloadType === IN_TOTO_PAYLOAD_TYPE && predicateType === MANIFEST_PREDICATE_TYPE;
  if (!isKnown || formatManifest(payload, signatures) !== text) throw new Error('it is not in its one form');
  const manifest = { ...aboutSchema.parse(predicate), files: subjects };
  const again = manifestPayload(manifest);
  if (!Buffer.from(again.payload).equals(payload)) throw new Error('it says more than a manifest does');
  return { manifest, message: again.message, signatures };
}

/** The `keyid` by which a signature names its key: the first two parts of a verifier key. */
export function dsseKeyId({ name, keyId }: Vkey): string {
  return `${name}+${keyId}`;
}

/** Throws unless each signature is by one of these keys, and one by the last of them, which is the key of now. */
export function verifyManifest({ message, signatures }: SignedManifest, vkeys: readonly Vkey[]): void {
  const signers = signatures.map(({ keyId, signature }) => {
    const vkey = vkeys.find((each) => dsseKeyId(each) === keyId);
    if (vkey === undefined || !ed25519Verify(vkey.publicKey, message, signature))
      throw new Error('a signature is not by a key of the log');
    return vkey;
  });
  const [newest] = vkeys.slice(-1);
  const isTwice = new Set(signers).size < signers.length;
  if (newest === undefined || isTwice || !signers.includes(newest))
    throw new Error('it is not signed by the key of the log');
}

/** The window as instants. Days begin at midnight UTC. */
export function windowBounds(window: PackageWindow): { readonly fromMs: number; readonly toMs: number } {
  return {
    fromMs: Date.parse(`${window.from}T00:00:00.000Z`),
    toMs: Date.parse(`${window.to}T00:00:00.000Z`),
  };
}

/** JSON files of a package: canonical, with one line feed. */
export function jsonText(value: unknown): string {
  return `${canonicalize(value)}\n`;
}
