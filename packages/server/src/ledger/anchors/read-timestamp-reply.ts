import { TimestampProblem } from '@daybook/verify/timestamps';
import { BitString, fromBER, Integer, Sequence } from 'asn1js';

/** Above this a token is refused: a chain of certificates and a signature need far less. */
export const tokenSizeMaxBytes = 32_768;

/** The DER of the token in a TimeStampResp whose status is granted (RFC 3161, section 2.4.2). Throws `TimestampProblem`. */
export function readTimestampReply(reply: Uint8Array): Buffer {
  const { offset, result } = fromBER(Uint8Array.from(reply));
  if (offset !== reply.length || !(result instanceof Sequence)) {
    throw new TimestampProblem('the answer is not a whole time-stamp reply');
  }
  const [statusInfo, token] = result.valueBlock.value;
  const [status, ...details] = statusInfo instanceof Sequence ? statusInfo.valueBlock.value : [];
  if (!(status instanceof Integer)) throw new TimestampProblem('the answer has no status');
  const code = Number(status.toBigInt());
  if (code !== 0 && code !== 1)
    throw new TimestampProblem(`the authority refused: ${reasonOf(code, details)}`);
  if (!(token instanceof Sequence)) throw new TimestampProblem('the answer holds no token');
  const bytes = Buffer.from(token.valueBeforeDecodeView);
  if (bytes.length > tokenSizeMaxBytes) throw new TimestampProblem('the token is too large');
  return bytes;
}

const failures: Readonly<Record<number, string>> = {
  0: 'it does not know SHA-256',
  2: 'it does not allow or support this request',
  5: 'it could not read the request',
  14: 'its time source is not available',
  15: 'it does not support the policy',
  17: 'it could not get further information',
  25: 'something went wrong on its side',
};

/** PKIStatus and, where given, the first bit of PKIFailureInfo. */
function reasonOf(code: number, details: readonly unknown[]): string {
  const bits = details.find((each) => each instanceof BitString);
  const bytes = bits === undefined ? [] : [...bits.valueBlock.valueHexView];
  const bit = bytes.flatMap((byte, at) =>
    [...byte.toString(2).padStart(8, '0')].map((one, i) => (one === '1' ? at * 8 + i : -1)),
  );
  const first = bit.find((each) => each >= 0);
  return (first === undefined ? undefined : failures[first]) ?? `status ${code}`;
}
