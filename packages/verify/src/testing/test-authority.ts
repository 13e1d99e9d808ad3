import { hash, randomBytes } from 'node:crypto';
import {
  fromBER,
  GeneralizedTime,
  Integer,
  ObjectIdentifier,
  OctetString,
  PrintableString,
  Sequence,
} from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

/** A time-stamping authority of a test's own, made of WebCrypto keys: needs no other program. */
export type TestAuthority = {
  /** PEM of its root. */
  readonly rootPem: string;
  /** The reply (TimeStampResp) to a request, with what the test wants to be wrong with it. */
  answer(request: Uint8Array, changes?: AnswerChanges): Promise<Buffer>;
};

export type AuthorityChanges = {
  /** Purposes of the signing certificate; `timeStamping` alone where not given. */
  readonly purposes?: readonly string[];
  readonly isPurposeCritical?: boolean;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly rootValidTo?: string;
};

export type AnswerChanges = {
  readonly genTime?: string;
  readonly imprint?: Uint8Array;
  readonly nonce?: Uint8Array;
  readonly status?: number;
  /** Signs another digest than that of the content. */
  readonly isDigestWrong?: boolean;
  /** Names another certificate than the one that signs. */
  readonly isCertificateIdWrong?: boolean;
  readonly isCertificateIdMissing?: boolean;
};

export const purposeOids = { timeStamping: '1.3.6.1.5.5.7.3.8', codeSigning: '1.3.6.1.5.5.7.3.3' } as const;

const sha256Oid = '2.16.840.1.101.3.4.2.1';
const tstInfoOid = '1.2.840.113549.1.9.16.1.4';
const keyKind = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function createTestAuthority(changes: AuthorityChanges = {}): Promise<TestAuthority> {
  const { validFrom = '2026-01-01T00:00:00Z', validTo = '2027-01-01T00:00:00Z' } = changes;
  const rootKeys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify']);
  const keys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify']);
  const root = await certify({
    subject: 'Test root',
    issuer: 'Test root',
    subjectKey: rootKeys.publicKey,
    issuerKey: rootKeys.privateKey,
    validFrom: '2020-01-01T00:00:00Z',
    validTo: changes.rootValidTo ?? '2040-01-01T00:00:00Z',
    extensions: [
      new Extension({
        extnID: '2.5.29.19',
        critical: true,
        extnValue: new BasicConstraints({ cA: true }).toSchema().toBER(),
      }),
    ],
  });
  const purposes = new ExtKeyUsage({ keyPurposes: [...(changes.purposes ?? [purposeOids.timeStamping])] });
  const signer = await certify({
    subject: 'Test authority',
    issuer: 'Test root',
    subjectKey: keys.publicKey,
    issuerKey: rootKeys.privateKey,
    validFrom,
    validTo,
    extensions: [
      new Extension({
        extnID: '2.5.29.37',
        critical: changes.isPurposeCritical ?? true,
        extnValue: purposes.toSchema().toBER(),
      }),
    ],
  });
  return {
    rootPem: pemOf(root),
    answer: (request, wanted = {}) => reply(request, wanted, { signer, privateKey: keys.privateKey }),
  };
}

/** The token alone (DER), as it lies in a package. */
export async function stamp(
  authority: TestAuthority,
  imprint: Uint8Array,
  changes: AnswerChanges = {},
): Promise<Buffer> {
  const answer = await authority.answer(new Uint8Array(66).fill(1), { imprint, ...changes });
  const { result } = fromBER(Uint8Array.from(answer));
  const token = result instanceof Sequence ? result.valueBlock.value[1] : undefined;
  if (!(token instanceof Sequence)) throw new Error('the answer holds no token');
  return Buffer.from(token.valueBeforeDecodeView);
}

type Certification = {
  readonly subject: string;
  readonly issuer: string;
  readonly subjectKey: CryptoKey;
  readonly issuerKey: CryptoKey;
  readonly validFrom: string;
  readonly validTo: string;
  readonly extensions: Extension[];
};

async function certify(input: Certification): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ valueHex: Uint8Array.from([1, ...randomBytes(7)]).buffer });
  certificate.subject.typesAndValues.push(commonName(input.subject));
  certificate.issuer.typesAndValues.push(commonName(input.issuer));
  certificate.notBefore.value = new Date(input.validFrom);
  certificate.notAfter.value = new Date(input.validTo);
  certificate.extensions = input.extensions;
  await certificate.subjectPublicKeyInfo.importKey(input.subjectKey);
  await certificate.sign(input.issuerKey, 'SHA-256');
  // Read again, so that it is as a stranger would find it.
  return Certificate.fromBER(certificate.toSchema(true).toBER());
}

function commonName(value: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value }) });
}

type Signing = { readonly signer: Certificate; readonly privateKey: CryptoKey };

async function reply(
  request: Uint8Array,
  changes: AnswerChanges,
  { signer, privateKey }: Signing,
): Promise<Buffer> {
  const status = new Sequence({ value: [new Integer({ value: changes.status ?? 0 })] });
  if ((changes.status ?? 0) > 1) return Buffer.from(new Sequence({ value: [status] }).toBER());
  const content = tstInfo(request, changes);
  const signed = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: tstInfoOid,
      eContent: new OctetString({ valueHex: bufferOf(content) }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: signedAttributes(content, signer, changes),
        }),
      }),
    ],
    certificates: [signer],
  });
  await signed.sign(privateKey, 0, 'SHA-256');
  const token = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(new Sequence({ value: [status, token.toSchema()] }).toBER());
}

/** What a request asks: 27 bytes before the hash, and the nonce behind it (RFC 3161, section 2.4.1). */
function tstInfo(request: Uint8Array, changes: AnswerChanges): Buffer {
  const imprint = changes.imprint ?? request.subarray(24, 56);
  const nonce = changes.nonce ?? request.subarray(58, 66);
  const algorithm = new AlgorithmIdentifier({ algorithmId: sha256Oid }).toSchema();
  const time = new GeneralizedTime({ valueDate: new Date(changes.genTime ?? '2026-03-01T12:00:05Z') });
  const value = [
    new Integer({ value: 1 }),
    new ObjectIdentifier({ value: '1.2.3.4.1' }),
    new Sequence({ value: [algorithm, new OctetString({ valueHex: bufferOf(imprint) })] }),
    new Integer({ value: 7 }),
    time,
    new Integer({ valueHex: bufferOf(nonce) }),
  ];
  return Buffer.from(new Sequence({ value }).toBER());
}

function signedAttributes(content: Buffer, signer: Certificate, changes: AnswerChanges): Attribute[] {
  const digest = hash('sha256', changes.isDigestWrong === true ? Buffer.from('other') : content, 'buffer');
  const named =
    changes.isCertificateIdWrong === true ? Buffer.from('other') : Buffer.from(signer.toSchema().toBER());
  const id = new Sequence({
    value: [new OctetString({ valueHex: bufferOf(hash('sha256', named, 'buffer')) })],
  });
  const essCertId = new Sequence({ value: [new Sequence({ value: [id] })] });
  const attributes = [
    new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: tstInfoOid })] }),
    new Attribute({
      type: '1.2.840.113549.1.9.4',
      values: [new OctetString({ valueHex: bufferOf(digest) })],
    }),
    new Attribute({ type: '1.2.840.113549.1.9.16.2.47', values: [essCertId] }),
  ];
  return changes.isCertificateIdMissing === true ? attributes.slice(0, 2) : attributes;
}

function pemOf(certificate: Certificate): string {
  const base64 = Buffer.from(certificate.toSchema().toBER()).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
