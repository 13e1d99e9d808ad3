import type { ServerResponse } from 'node:http';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const hstsSeconds = 365 * 24 * 60 * 60;

/** What an answer that is no page may do in a browser: nothing. */
const answerPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Nothing of the device is used; passkeys and the clipboard stay possible for our own pages. */
const permissionsPolicy = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone'],
  ...['midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .concat('publickey-credentials-get=(self)', 'publickey-credentials-create=(self)', 'clipboard-write=(self)')
  .join(', ');

/**
 * The content policy of one page. Scripts are files of ours only; style elements made while the page runs carry the nonce,
 * which is new with each answer.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Every answer carries them, refusals and live streams too. What the API says is kept nowhere on the way. HTTPS is
 * insisted on only where the outside reaches us by it.
 */
export async function addSecurityHeaders(
  app: FastifyInstance,
  { isHttps }: { readonly isHttps: boolean },
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: isHttps && { maxAge: hstsSeconds, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  app.addHook('onRequest', async (request, reply) => {
    markAnswer(reply.raw, request.url);
  });
}

/** On the answer itself, so that a handler which writes its own stream sends them too. */
export function markAnswer(answer: ServerResponse, url: string): void {
  answer.setHeader('content-security-policy', answerPolicy);
  answer.setHeader('permissions-policy', permissionsPolicy);
  answer.setHeader('x-content-type-options', 'nosniff');
  if (url.startsWith('/api/')) answer.setHeader('cache-control', 'no-store');
}
