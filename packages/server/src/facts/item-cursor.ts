import { z } from 'zod';
import { refuse } from '../platform/index.ts';

const place = z.tuple([z.string(), z.string()]);

/** Opaque text for where a list of items goes on: scope and key of the last item shown. */
export function printItemCursor(item: { readonly scope: string; readonly key: string }): string {
  return Buffer.from(JSON.stringify([item.scope, item.key])).toString('base64url');
}

export function parseItemCursor(cursor: string): { readonly scope: string; readonly key: string } {
  try {
    const [scope, key] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { scope, key };
  } catch {
    return refuse('bad-request', 'the cursor is not one this list gave out');
  }
}
