import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addCheckpoint, lastCheckpoint, plainReply, type Reply, type Witness } from './answer-request.ts';

/** A request holds at most 63 hashes and a checkpoint; this is twenty times that. */
export const bodySizeMaxBytes = 65_536;

export type ServerLimits = {
  /** From the first byte of a request to its last; then the client is cut off. */
  readonly requestTimeoutMs: number;
};

const defaultLimits: ServerLimits = { requestTimeoutMs: 15_000 };

/** The witness over HTTP. What goes wrong inside is told to `log` as one line and answered by 500 without a cosignature. */
export function createWitnessServer(
  witness: Witness,
  log: (line: string) => void,
  { requestTimeoutMs }: ServerLimits = defaultLimits,
): Server {
  const options = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
    keepAliveTimeout: 5_000,
    maxHeaderSize: 8_192,
  };
  const server = createServer(options, (request, response) => {
    answer(request, witness)
      .catch((error: unknown) => {
        log(error instanceof Error ? error.message : String(error));
        return plainReply(500, 'the witness could not answer');
      })
      .then((reply) => send(request, response, reply));
  });
  server.maxConnections = 256;
  return server;
}

async function answer(request: IncomingMessage, witness: Witness): Promise<Reply> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path.endsWith('/add-checkpoint')) {
    if (request.method !== 'POST') return plainReply(405, 'use POST');
    const body = await readBody(request);
    return body === null ? plainReply(413, 'the request is too large') : addCheckpoint(body, witness);
  }
  const originHash = /\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  if (originHash === undefined) return plainReply(404, 'there is nothing here');
  return request.method === 'GET' ? lastCheckpoint(originHash, witness) : plainReply(405, 'use GET');
}

/** Null when there is more than may be; bytes that are not UTF-8 give a text that no format accepts. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > bodySizeMaxBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodySizeMaxBytes) return null;
    chunks.push(bytes);
  }
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : '';
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body }: Reply,
): void {
  if (response.destroyed) return;
  const isUnread = !request.complete;
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(isUnread && { connection: 'close' }),
  });
  response.end(body, () => isUnread && request.destroy());
}
