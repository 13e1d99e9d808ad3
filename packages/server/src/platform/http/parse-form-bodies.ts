import type { FastifyInstance } from 'fastify';
import { Refusal } from '../errors.ts';

const fieldsMax = 20;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Present where a route takes what a form of another site posts, or a raw mail. */
    bodyKind?: 'json' | 'form' | 'mail';
  }
}

/** A form is read only by the routes that say so; to all others it is no request of ours, as it was never sent by our pages. */
export function parseFormBodies(app: FastifyInstance): void {
  const options = { parseAs: 'string' } as const;
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', options, (request, text, done) => {
    if (request.routeOptions.config.bodyKind !== 'form')
      return done(new Refusal('bad-request', 'the request is not JSON'));
    const fields = [...new URLSearchParams(text)];
    const isPlain =
      fields.length <= fieldsMax && new Set(fields.map(([name]) => name)).size === fields.length;
    if (!isPlain)
      return done(new Refusal('bad-request', 'the form holds too many fields, or one of them twice'));
    return done(null, Object.fromEntries(fields.filter(([name]) => name !== '__proto__')));
  });
}
