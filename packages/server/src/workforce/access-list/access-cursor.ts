import { z } from 'zod';
import { refuse } from '../../platform/index.ts';

const schema = z.tuple([z.int().min(0), z.string().max(400)]);

export type AccessPlace = { readonly danger: number; readonly id: string };

export function printAccessCursor({ danger, id }: AccessPlace): string {
  return Buffer.from(JSON.stringify([danger, id])).toString('base64url');
}

/** Refuses with `bad-request` what `printAccessCursor` did not make. */
export function parseAccessCursor(text: string | undefined): AccessPlace | null {
  if (text === undefined) return null;
  const parsed = schema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return refuse('bad-request', 'the cursor is not one of this list');
  const [danger, id] = parsed.data;
  return { danger, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
