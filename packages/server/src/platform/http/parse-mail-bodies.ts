import type { FastifyInstance } from 'fastify';
import { Refusal } from '../errors.ts';

/** A raw mail (RFC 5322) is read only by the routes that say so; its bytes travel as one character each, so none is lost. */
export function parseMailBodies(app: FastifyInstance): void {
  app.addContentTypeParser<Buffer>('message/rfc822', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (request.routeOptions.config.bodyKind !== 'mail')
      return done(new Refusal('bad-request', 'the request is not JSON'));
    return done(null, bytes.toString('latin1'));
  });
}
