import type { FastifyInstance } from 'fastify';
import { refuse } from '../errors.ts';

/** Text the database cannot hold, a NUL or half of a surrogate pair, is refused at the edge wherever it stands. */
export function refuseUnstorableText(app: FastifyInstance): void {
  // The gate asks the database for the workspace of the address, so the address is looked at before it.
  app.addHook('onRequest', async ({ params, query }) => refuseWhere([params, query]));
  app.addHook('preValidation', async ({ body }) => refuseWhere([body]));
}

function refuseWhere(values: readonly unknown[]): void {
  if (values.some(isUnstorable))
    refuse('bad-request', 'the request holds text with a zero byte or half a character');
}

/** Bodies are not nested deeper than `nestingMax`, so this may call itself. */
export function isUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return false;
  return Object.entries(value).some(([name, inner]) => isUnstorable(name) || isUnstorable(inner));
}
