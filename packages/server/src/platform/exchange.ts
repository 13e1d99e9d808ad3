import { DestinationRefused } from './outbound/guarded-fetch.ts';

/** One question to an outside service that an owner named. Not for connectors, which have kit's client. */
export type Exchange = {
  readonly method: 'GET' | 'POST';
  /** http or https, without user and password. */
  readonly url: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  /** What else the other side must be told, such as a token of the operator's. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly answerSizeMaxBytes: number;
};

export type ExchangeAnswer = { readonly status: number; readonly contentType: string; readonly body: Buffer };

/** Nobody answered as agreed. The message is a fixed sentence that may be shown; it holds nothing the other side sent. */
export class ExchangeFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExchangeFailed';
  }
}

/**
 * Sends and reads within bounds of time and size, through the network given, which judges the destination. Redirects are not followed and no credentials are sent, so an answer
 * cannot lead the server to another host. Any status is an answer. Throws `ExchangeFailed` and nothing else.
 */
export async function exchange(request: Exchange, network: typeof fetch): Promise<ExchangeAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const answer = await network(request.url, {
      method: request.method,
      redirect: 'manual',
      credentials: 'omit',
      headers: {
        ...request.headers,
        ...(request.contentType !== undefined && { 'content-type': request.contentType }),
      },
      ...(request.body !== undefined && { body: request.body }),
      signal,
    });
    if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
      await answer.body?.cancel();
      throw new ExchangeFailed('it answered with a redirect, which is never followed');
    }
    const body = await readBounded(answer, request.answerSizeMaxBytes);
    return { status: answer.status, contentType: answer.headers.get('content-type') ?? '', body };
  } catch (error) {
    if (error instanceof ExchangeFailed) throw error;
    if (error instanceof DestinationRefused) throw new ExchangeFailed(error.message);
    if (signal.aborted) throw new ExchangeFailed(`it did not answer within ${request.timeoutMs / 1_000} s`);
    throw new ExchangeFailed('it could not be reached');
  }
}

async function readBounded(answer: Response, sizeMaxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > sizeMaxBytes) throw new ExchangeFailed(`it answered with more than ${sizeMaxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
