import { request as httpRequest, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { CommandError, couldNotLook } from './command-error.ts';

export type SocketRequest = {
  readonly socketPath: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
};

/** Packing years of records takes its time; nothing the server does takes longer. */
const answerTimeoutMs = 30 * 60_000;
const answerBytesMax = 256 * 1024 * 1024;

const errorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
});

/** The server is not there, or went away before it answered. */
export class ServerGone extends Error {}

/** One call of the API over the private socket. A refusal of the server is thrown as `CommandError`. */
export async function requestOverSocket(request: SocketRequest): Promise<unknown> {
  const response = await openAnswer(request);
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw couldNotLook(
      'answer-unreadable',
      `the server's answer to \`${request.path}\` is not JSON: ${String(cause)}`,
      'try again',
    );
  }
}

/** The same, for answers that are files: resolves with the open stream of a successful answer. */
export async function openAnswer(request: SocketRequest): Promise<IncomingMessage> {
  const response = await send(request);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  throw refusalOf(status, await readText(response), request.path);
}

function send({
  socketPath,
  method,
  path,
  body,
  timeoutMs = answerTimeoutMs,
}: SocketRequest): Promise<IncomingMessage> {
  const payload = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const headers: Record<string, string | number> = { accept: 'application/json', host: 'daybook' };
  if (payload !== null)
    Object.assign(headers, { 'content-type': 'application/json', 'content-length': payload.length });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const call = httpRequest({ socketPath, method, path, headers, timeout: timeoutMs, agent: false }, resolve);
  call.on('timeout', () =>
    call.destroy(couldNotLook('timed-out', `the server did not answer \`${path}\``, 'try again')),
  );
  call.on('error', (error) => reject(isGone(error) ? new ServerGone(error.message) : error));
  call.end(payload ?? undefined);
  return promise;
}

/** Never made, or broken on the way. Asking again is safe: what the command line posts has the same effect twice as once. */
function isGone(error: Error): boolean {
  return 'code' in error && ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(String(error.code));
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > answerBytesMax)
      throw couldNotLook('answer-too-large', 'the answer of the server is too large', 'narrow the request');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refusalOf(status: number, text: string, path: string): CommandError {
  const parsed = errorAnswer.safeParse(jsonOrNull(text));
  if (!parsed.success) {
    return couldNotLook(
      'answer-unreadable',
      `the server answered ${status} to \`${path}\``,
      'look into the log of the server',
    );
  }
  const { code, message, hint } = parsed.data.error;
  return new CommandError(code, message, hint, exitCodeOf(status));
}

/** What the caller can mend by calling differently is wrong use; everything else means we could not look. */
function exitCodeOf(status: number): 2 | 3 {
  return [400, 404, 413, 422].includes(status) ? 2 : 3;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
