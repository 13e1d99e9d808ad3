import type { CustomFetch } from 'openid-client';
import { stop } from '../federation-problem.ts';

const answerBytesMax = 1_048_576;
const usualTimeoutMs = 10_000;

/**
 * The network given, which judges every destination, within bounds of time and size; a redirect is an answer, not a way on.
 * Throws `provider-unreachable` when nobody answers as agreed.
 */
export function boundedFetch(network: typeof fetch, timeoutMs = usualTimeoutMs): CustomFetch {
  return async (url, { body: sent, headers, method }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await network(url, {
        method,
        headers,
        redirect: 'manual',
        signal,
        // The body types of the library are those of fetch.
        ...(sent != null && { body: sent as BodyInit }),
      });
      const body = await readBounded(answer);
      // These statuses have no body by definition, and Response refuses one.
      const isEmpty = [204, 205, 304].includes(answer.status);
      return new Response(isEmpty ? null : body, { status: answer.status, headers: answer.headers });
    } catch (error) {
      if (error instanceof Error && error.name === 'DestinationRefused')
        stop('provider-unreachable', error.message);
      if (error instanceof TooLong)
        stop('provider-unreachable', `the provider answered with more than ${answerBytesMax} bytes`);
      if (signal.aborted)
        stop('provider-unreachable', `the provider did not answer within ${timeoutMs / 1_000} s`);
      return stop('provider-unreachable', 'the provider could not be reached');
    }
  };
}

class TooLong extends Error {}

async function readBounded(answer: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > answerBytesMax) throw new TooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
