import type { Span } from '@daybook/redaction';

/** PEM blocks of private keys, whole; of one that breaks off, the lines of base64 that are there. */
export function* findPrivateKeys(text: string): Generator<Span> {
  let blockEnd = -1;
  for (const { index, 0: opening } of text.matchAll(
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g,
  )) {
    const bodyStart = index + opening.length;
    if (blockEnd < bodyStart) blockEnd = nextClosing(text, bodyStart);
    yield { start: index, end: blockEnd === Number.POSITIVE_INFINITY ? bodyEnd(text, bodyStart) : blockEnd };
  }
}

/** The place behind the next closing line; infinity when none follows. */
function nextClosing(text: string, from: number): number {
  const pattern = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : Number.POSITIVE_INFINITY;
}

function bodyEnd(text: string, from: number): number {
  const body = /(?:(?:\s|\\n)+[A-Za-z0-9+/=]{16,})*/y;
  body.lastIndex = from;
  body.test(text);
  return body.lastIndex;
}
