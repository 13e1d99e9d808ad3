import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** What a forger may change; without it everything is as a browser and an honest authenticator do it. */
export type Forgery = {
  readonly origin?: string;
  readonly site?: string;
  readonly challenge?: string;
  readonly isUserVerified?: boolean;
  readonly counter?: number;
  readonly isTampered?: boolean;
  readonly type?: string;
};

/** A device with one passkey (ES256), written after WebAuthn level 3 sections 6.1 and 6.5, without a library. */
export interface SoftwareAuthenticator {
  attest(challenge: string, forgery?: Forgery): object;
  assert(challenge: string, forgery?: Forgery): object;
}

const flags = { userPresent: 0x01, userVerified: 0x04, hasCredential: 0x40 };

export function createAuthenticator(home: {
  readonly origin: string;
  readonly site: string;
}): SoftwareAuthenticator {
  const id = randomBytes(32);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let uses = 0;
  const dataOf = ({ site = home.site, isUserVerified = true, counter }: Forgery, extra: Buffer) => {
    uses = counter ?? uses + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(uses);
    const bits =
      flags.userPresent |
      (isUserVerified ? flags.userVerified : 0) |
      (extra.length > 0 ? flags.hasCredential : 0);
    return Buffer.concat([sha256(Buffer.from(site)), Buffer.of(bits), count, extra]);
  };
  const clientDataOf = (kind: string, challenge: string, forgery: Forgery) =>
    Buffer.from(
      JSON.stringify({
        type: forgery.type ?? kind,
        challenge: forgery.challenge ?? challenge,
        origin: forgery.origin ?? home.origin,
        crossOrigin: false,
      }),
    );
  const base = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  };
  return {
    attest: (challenge, forgery = {}) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const attestationObject = map([
        ['fmt', text('none')],
        ['attStmt', map([])],
        ['authData', bytes(dataOf(forgery, credential))],
      ]);
      const clientDataJSON = clientDataOf('webauthn.create', challenge, forgery).toString('base64url');
      return {
        ...base,
        response: { clientDataJSON, attestationObject: attestationObject.toString('base64url') },
      };
    },
    assert: (challenge, forgery = {}) => {
      const authenticatorData = dataOf(forgery, Buffer.alloc(0));
      const clientData = clientDataOf('webauthn.get', challenge, forgery);
      const signature = sign(privateKey, Buffer.concat([authenticatorData, sha256(clientData)]));
      if (forgery.isTampered === true) authenticatorData.writeUInt8(authenticatorData.readUInt8(36) ^ 1, 36);
      return {
        ...base,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function sign(key: KeyObject, data: Buffer): Buffer {
  return createSign('sha256').update(data).sign(key);
}

/** COSE_Key of an ES256 public key: kty 2, alg -7, crv 1, x, y (RFC 9053 sections 2.1 and 7.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
}

/** The little of CBOR (RFC 8949 section 3) that an attestation needs. */
function head(major: number, length: number): Buffer {
  const first = major << 5;
  if (length < 24) return Buffer.of(first | length);
  return length < 256 ? Buffer.of(first | 24, length) : Buffer.of(first | 25, length >> 8, length & 255);
}

function text(value: string): Buffer {
  return Buffer.concat([head(3, value.length), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value]);
}

function map(entries: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, value]) => [text(key), value])]);
}
