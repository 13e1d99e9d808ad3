import type { FastifyInstance } from 'fastify';
import { Refusal } from '../errors.ts';

/** No call of ours is deeper than this; what is would only exhaust the stack of whoever walks it. */
export const nestingMax = 64;

/** JSON, and JSON as SCIM names it (RFC 7644 section 8.1). */
const mediaTypes = ['application/json', 'application/scim+json'];

/** JSON bodies are read by fastify's own parser, which refuses `__proto__`; before it, what is nested too deep is refused. */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>(mediaTypes, { parseAs: 'string' }, (request, text, done) => {
    if (isNestedDeeper(text, nestingMax)) {
      const detail = `the request is nested deeper than ${nestingMax} levels`;
      return done(new Refusal('bad-request', detail));
    }
    return parse(request, text, done);
  });
}

/** Counts brackets outside strings, in one pass and without a stack. */
export function isNestedDeeper(text: string, levelsMax: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (isInString) {
      if (character === '\\') i += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > levelsMax) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}
