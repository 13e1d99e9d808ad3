import { z } from 'zod';
import { refuse } from '../platform/index.ts';
import type { ItemPlace } from './findings.store.ts';

/** Where a page of findings ended: the phase of the list, and the last item looked at in it. */
export type FindingsCursor = { readonly phase: number; readonly after: ItemPlace | null };

const schema = z.tuple([z.int().min(0), z.string(), z.string(), z.string()]);

export function encodeCursor({ phase, after }: FindingsCursor): string {
  const parts = [phase, after?.kind ?? '', after?.scope ?? '', after?.key ?? ''];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Refuses with `bad-request` what `encodeCursor` did not make. */
export function decodeCursor(text: string | undefined): FindingsCursor {
  if (text === undefined) return { phase: 0, after: null };
  const parsed = schema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return refuse('bad-request', 'the cursor is not one of this list');
  const [phase, kind, scope, key] = parsed.data;
  return { phase, after: kind === '' ? null : { kind, scope, key } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
