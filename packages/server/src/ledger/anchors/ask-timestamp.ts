import { hash, randomBytes } from 'node:crypto';
import { TimestampProblem, verifyTimestamp } from '@daybook/verify/timestamps';
import { exchange, type Services } from '../../platform/index.ts';
import { AnchorProblem } from './anchor-problem.ts';
import type { AnchorTarget } from './anchor-targets.store.ts';
import type { CheckpointOfLog, Confirmation } from './confirmation.ts';
import { readTimestampReply } from './read-timestamp-reply.ts';
import { timestampNonce, timestampRequest } from './timestamp-request.ts';

const timeoutMs = 15_000;
const answerSizeMaxBytes = 65_536;

/**
 * Has a time-stamping authority (RFC 3161) stamp the checkpoint as the log alone signed it: text, empty line and the
 * log's own signature lines. Verifies what comes back in full. Throws `AnchorProblem` or `ExchangeFailed`.
 */
export async function askTimestamp(
  target: AnchorTarget,
  { checkpoint }: CheckpointOfLog,
  { settings }: Pick<Services, 'settings'>,
): Promise<Confirmation> {
  const imprint = hash('sha256', checkpoint.note, 'buffer');
  const nonce = timestampNonce(randomBytes(8));
  const request = {
    method: 'POST',
    url: target.address,
    body: timestampRequest(imprint, nonce),
    contentType: 'application/timestamp-query',
    timeoutMs,
    answerSizeMaxBytes,
  } as const;
  const answer = await exchange(request, settings.fetch);
  if (answer.status !== 200) throw new AnchorProblem(`it answered with status ${answer.status}`);
  try {
    const receipt = readTimestampReply(answer.body);
    const rootCertificates = target.rootCertificates ?? '';
    const { at, signer } = await verifyTimestamp(receipt, { imprint, nonce, rootCertificates });
    return { checkpoint, by: target.name, byInLedger: signer, at, receipt };
  } catch (error) {
    if (error instanceof TimestampProblem)
      throw new AnchorProblem(`its time stamp does not count: ${error.message}`);
    throw error;
  }
}
