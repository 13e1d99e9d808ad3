import type { IncomingMessage, Server } from 'node:http';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { errorBody, Refusal, type RefusalCode, refuse } from '../errors.ts';

const urlLengthMax = 8_192;
const headerBytesMax = 16_384;
const headersTimeoutMs = 15_000;
const connectionsMax = 4_096;

/** For all of a request to arrive; a live stream is an answer and is not touched by it. Half a GB takes an hour at 1 Mbit/s. */
const requestTimeoutMs = 3_600_000;

export type BodyPace = { readonly windowMs: number; readonly bytesMin: number };

const bodyPaceDefault: BodyPace = { windowMs: 10_000, bytesMin: 10_240 };

/** Sizes and times of Node's own server. */
export const serverLimits = {
  requestTimeout: requestTimeoutMs,
  http: {
    maxHeaderSize: headerBytesMax,
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: 5_000,
  },
  clientErrorHandler: answerBrokenRequest,
} satisfies FastifyHttpOptions<Server>;

/**
 * Ends requests whose body dribbles in: less than `bytesMin` within `windowMs` closes the connection. Refuses addresses
 * that are too long, and connections past what the process can serve.
 */
export function limitRequests(app: FastifyInstance, pace: BodyPace = bodyPaceDefault): void {
  app.server.maxConnections = connectionsMax;
  app.addHook('onRequest', async (request) => {
    if (request.url.length > urlLengthMax) refuse('address-too-long');
    watchBody(request.raw, pace);
  });
}

function watchBody(request: IncomingMessage, { windowMs, bytesMin }: BodyPace): void {
  if (request.complete || !hasBody(request)) return;
  let bytesBefore = request.socket.bytesRead;
  const watch = setInterval(() => {
    const { bytesRead } = request.socket;
    if (request.complete) clearInterval(watch);
    // A reader that cannot keep up pauses the sender; that is not the sender's fault.
    else if (bytesRead - bytesBefore < bytesMin && !request.isPaused()) request.socket.destroy();
    bytesBefore = bytesRead;
  }, windowMs);
  watch.unref();
  request.once('close', () => clearInterval(watch));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

type BrokenSocket = {
  readonly destroyed: boolean;
  readonly writable: boolean;
  end(text: string): unknown;
};

/** What cannot be read as HTTP is answered as everything else is, and the connection ends. */
function answerBrokenRequest(error: Error & { readonly code?: string }, socket: BrokenSocket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const { status, body } = errorBody(new Refusal(codeOf(error.code)));
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

function codeOf(code: string | undefined): RefusalCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'bad-request';
}
