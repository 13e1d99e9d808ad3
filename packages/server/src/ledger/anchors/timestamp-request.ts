/** An RFC 3161 TimeStampReq for a SHA-256 imprint, with a nonce and certReq, as DER: 69 bytes. */
export function timestampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  if (imprint.length !== 32) throw new TypeError('an imprint is 32 bytes long');
  if (nonce.length !== 8 || !isPositiveMinimal(nonce))
    throw new TypeError('a nonce is 8 bytes, 0x40 to 0x7f first');
  return Uint8Array.from([
    ...[0x30, 0x43],
    ...[0x02, 0x01, 0x01],
    ...sha256Imprint,
    ...imprint,
    ...[0x02, 0x08],
    ...nonce,
    ...[0x01, 0x01, 0xff],
  ]);
}

/** Eight random bytes as a DER integer that is positive and needs no shortening. */
export function timestampNonce(random: Uint8Array): Uint8Array {
  return Uint8Array.from(random, (byte, i) => (i === 0 ? (byte & 0x3f) | 0x40 : byte));
}

/** MessageImprint up to the hash itself: id-sha256 with NULL parameters, then an octet string of 32 bytes. */
const sha256Imprint = [
  ...[0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00],
  ...[0x04, 0x20],
];

function isPositiveMinimal(nonce: Uint8Array): boolean {
  const first = nonce[0] ?? 0;
  return first >= 0x40 && first < 0x80;
}
