import { hash, verify as verifySignature, X509Certificate } from 'node:crypto';
import { fromBER, type Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  type Attribute,
  Certificate,
  CertificateChainValidationEngine,
  ContentInfo,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TSTInfo,
} from 'pkijs';
import { TimestampProblem, UntrustedTimestamp } from './timestamp-problem.ts';

export { TimestampProblem, UntrustedTimestamp } from './timestamp-problem.ts';

export type TimestampClaim = {
  /** SHA-256 of what was stamped. */
  readonly imprint: Uint8Array;
  /** As it was sent; null where nobody remembers it, as in a package. */
  readonly nonce: Uint8Array | null;
  /**
   * PEM of the authority's roots; the token's certificate must lead to one of them at the token's own time. Null where no
   * root is known: then anybody can have made the certificate.
   */
  readonly rootCertificates: string | null;
};

export type VerifiedTimestamp = {
  /** The authority's time, ISO with milliseconds. */
  readonly at: string;
  /** Subject of the certificate that signed, as it names itself. */
  readonly signer: string;
};

const oid = {
  sha256: '2.16.840.1.101.3.4.2.1',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extKeyUsage: '2.5.29.37',
  subjectKeyIdentifier: '2.5.29.14',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

const digestNames: Readonly<Record<string, string>> = {
  [oid.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Signature algorithms whose digest is the one the signer names, and those that name their own. */
const signatureDigests: Readonly<Record<string, string | 'as-digest'>> = {
  '1.2.840.113549.1.1.1': 'as-digest',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/**
 * Verifies a TimeStampToken (RFC 3161, RFC 5816): imprint, nonce, signed attributes, ESSCertIDv2, signature, the one
 * critical purpose timeStamping, and, where roots are given, the chain to one of them at the token's own time. Throws `TimestampProblem`.
 */
export async function verifyTimestamp(token: Uint8Array, claim: TimestampClaim): Promise<VerifiedTimestamp> {
  const { signedData, tstBytes } = openToken(token);
  const tst = readTst(tstBytes);
  checkImprint(tst, claim);
  const signerInfo = onlySigner(signedData);
  const digestName =
    digestNames[signerInfo.digestAlgorithm.algorithmId] ?? problem('its digest is not SHA-2');
  const attributes = signerInfo.signedAttrs?.attributes ?? problem('it has no signed attributes');
  checkAttributes(attributes, hash(digestName, tstBytes, 'buffer'));
  const certificates = certificatesOf(signedData);
  const signer = signingCertificate(attributes, certificates);
  checkSignerId(signerInfo, signer);
  checkSignature(signerInfo, signer, digestName);
  checkPurpose(signer);
  if (claim.rootCertificates !== null)
    await checkChain(signer, certificates, claim.rootCertificates, tst.genTime);
  return {
    at: tst.genTime.toISOString(),
    signer: new X509Certificate(derOf(signer)).subject.replaceAll('\n', ', '),
  };
}

/** The certificates of a PEM text, at least one. Throws `TimestampProblem` when a block is not a certificate. */
export function certificatesOfPem(pem: string): readonly Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new TimestampProblem('there is no certificate in the PEM text');
  return blocks.map((block) => {
    try {
      return Certificate.fromBER(new Uint8Array(new X509Certificate(block).raw));
    } catch {
      throw new TimestampProblem('a block of the PEM text is not a certificate');
    }
  });
}

function openToken(token: Uint8Array): { signedData: SignedData; tstBytes: Uint8Array } {
  return parsed(() => {
    const content = new ContentInfo({ schema: wholeBer(token) });
    if (content.contentType !== ContentInfo.SIGNED_DATA) return problem('it is not signed data');
    const signedData = new SignedData({ schema: content.content });
    const { eContentType, eContent } = signedData.encapContentInfo;
    if (eContentType !== oid.tstInfo || eContent === undefined)
      return problem('it signs something else than a time');
    return { signedData, tstBytes: new Uint8Array(eContent.getValue()) };
  });
}

function readTst(bytes: Uint8Array): TSTInfo {
  return parsed(() => new TSTInfo({ schema: wholeBer(bytes) }));
}

function wholeBer(bytes: Uint8Array) {
  const { offset, result } = fromBER(Uint8Array.from(bytes));
  if (offset !== bytes.length) return problem('it is not whole');
  return result;
}

function checkImprint(tst: TSTInfo, claim: TimestampClaim): void {
  const { hashAlgorithm, hashedMessage } = tst.messageImprint;
  const isSame = Buffer.from(claim.imprint).equals(bytesOf(hashedMessage));
  if (hashAlgorithm.algorithmId !== oid.sha256 || !isSame)
    problem('it stamps something else than what was sent');
  if (claim.nonce === null) return;
  const nonce = tst.nonce === undefined ? null : bytesOf(tst.nonce);
  if (nonce === null || !nonce.equals(Buffer.from(claim.nonce)))
    problem('it answers another request: its nonce differs');
}

function onlySigner(signedData: SignedData): SignerInfo {
  const [signer, ...others] = signedData.signerInfos;
  return signer === undefined || others.length > 0 ? problem('it does not have exactly one signer') : signer;
}

function checkAttributes(attributes: readonly Attribute[], digest: Buffer): void {
  const contentType = onlyValue(attributes, oid.contentType);
  if (!(contentType instanceof ObjectIdentifier) || contentType.getValue() !== oid.tstInfo) {
    problem('its signed content type is not a time stamp');
  }
  const signed = onlyValue(attributes, oid.messageDigest);
  if (!(signed instanceof OctetString) || !bytesOf(signed).equals(digest)) {
    problem('its signed digest is not that of its content');
  }
}

/** The one value of a signed attribute that occurs once; undefined otherwise. */
function onlyValue(attributes: readonly Attribute[], type: string): unknown {
  const found = attributes.filter((attribute) => attribute.type === type);
  return found.length === 1 && found[0]?.values.length === 1 ? found[0].values[0] : undefined;
}

function certificatesOf(signedData: SignedData): Certificate[] {
  return (signedData.certificates ?? []).filter((item): item is Certificate => item instanceof Certificate);
}

/** The certificate whose hash stands in the signed attributes (ESSCertIDv2, RFC 5035 section 4). */
function signingCertificate(
  attributes: readonly Attribute[],
  certificates: readonly Certificate[],
): Certificate {
  const value = onlyValue(attributes, oid.signingCertificateV2);
  const list = value instanceof Sequence ? value.valueBlock.value[0] : undefined;
  const first = list instanceof Sequence ? list.valueBlock.value[0] : undefined;
  if (!(first instanceof Sequence)) return problem('it does not name its certificate (ESSCertIDv2)');
  const [algorithmOrHash, hashAfter] = first.valueBlock.value;
  const digestName = algorithmOrHash instanceof Sequence ? essDigest(algorithmOrHash) : 'sha256';
  const expected = algorithmOrHash instanceof OctetString ? algorithmOrHash : hashAfter;
  if (!(expected instanceof OctetString)) return problem('it does not name its certificate (ESSCertIDv2)');
  const wanted = bytesOf(expected);
  const found = certificates.find((each) => hash(digestName, derOf(each), 'buffer').equals(wanted));
  return found ?? problem('the certificate it names is not among those it brings');
}

function essDigest(algorithm: Sequence): string {
  const [id] = algorithm.valueBlock.value;
  const name = id instanceof ObjectIdentifier ? digestNames[id.getValue()] : undefined;
  return name ?? problem('its digest is not SHA-2');
}

function checkSignerId({ sid }: SignerInfo, signer: Certificate): void {
  if (sid instanceof IssuerAndSerialNumber) {
    const isSame = sid.issuer.isEqual(signer.issuer) && sid.serialNumber.isEqual(signer.serialNumber);
    if (!isSame) problem('its signer is another certificate than the one it names');
    return;
  }
  const extension = signer.extensions?.find((each) => each.extnID === oid.subjectKeyIdentifier);
  const id: unknown = extension?.parsedValue;
  const isSame = sid instanceof OctetString && id instanceof OctetString && sid.isEqual(id);
  if (!isSame) problem('its signer is another certificate than the one it names');
}

function checkSignature(signerInfo: SignerInfo, signer: Certificate, digestName: string): void {
  const named = signatureDigests[signerInfo.signatureAlgorithm.algorithmId];
  const digest =
    named === 'as-digest' ? digestName : (named ?? problem('its signature algorithm is not supported'));
  const signed = Buffer.from(signerInfo.signedAttrs?.encodedValue ?? new ArrayBuffer(0));
  const { publicKey } = new X509Certificate(derOf(signer));
  if (!verifySignature(digest, signed, publicKey, bytesOf(signerInfo.signature)))
    problem('its signature is false');
}

/** RFC 3161 section 2.3: the purpose is critical and the only one. */
function checkPurpose(signer: Certificate): void {
  const extension = signer.extensions?.find((each) => each.extnID === oid.extKeyUsage);
  const purposes: unknown = extension?.parsedValue;
  const isOnly =
    purposes instanceof ExtKeyUsage &&
    purposes.keyPurposes.length === 1 &&
    purposes.keyPurposes[0] === oid.timeStamping;
  if (extension?.critical !== true || !isOnly) problem('its certificate is not one for time stamps alone');
}

async function checkChain(
  signer: Certificate,
  certificates: readonly Certificate[],
  roots: string,
  at: Date,
): Promise<void> {
  const others = certificates.filter((each) => each !== signer);
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [...certificatesOfPem(roots)],
    certs: [...others, signer],
    checkDate: at,
  });
  const { result } = await engine.verify().catch(() => ({ result: false }));
  if (!result)
    throw new UntrustedTimestamp('its certificate does not lead to a trusted root that was valid then');
}

function derOf(certificate: Certificate): Buffer {
  return Buffer.from(certificate.toSchema().toBER());
}

function bytesOf(value: OctetString | Integer): Buffer {
  return Buffer.from(value.valueBlock.valueHexView);
}

/** What does not parse is not a token, however it fails. */
function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TimestampProblem) throw error;
    return problem('it is not a time stamp that can be read');
  }
}

function problem(message: string): never {
  throw new TimestampProblem(message);
}
