import type { FastifyRequest } from 'fastify';
import { refuse } from '../platform/index.ts';

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses a request that changes something and does not come from our own pages (`csrf-refused`). Browsers always send
 * `Origin` or `Sec-Fetch-Site` with such requests; one with neither is refused, programs use the private socket.
 */
export function refuseCrossSite(request: FastifyRequest, baseUrl: string | null): void {
  if (safeMethods.includes(request.method)) return;
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin') refuse('csrf-refused');
  if (origin === undefined && site === undefined) refuse('csrf-refused');
  if (origin !== undefined && !isOwnOrigin(origin, host, baseUrl)) refuse('csrf-refused');
}

/** The address we were told, or this machine's loopback under the very host and port that was asked. */
function isOwnOrigin(origin: string, host: string | undefined, baseUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  if (baseUrl !== null && own.origin === new URL(baseUrl).origin) return true;
  return own.host === host && loopbackHosts.includes(own.hostname);
}
