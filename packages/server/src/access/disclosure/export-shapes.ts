import { z } from 'zod';
import type { StoredExport } from './exports.store.ts';

/** An export as the API shows it. */
export const exportShape = z.object({
  id: z.string(),
  what: z.string(),
  format: z.enum(['csv', 'jsonl']),
  query: z.record(z.string(), z.string()),
  reason: z.string(),
  /** Names were asked for; what the role does not show is masked all the same. */
  withNames: z.boolean(),
  /** People are named in it. */
  hasNames: z.boolean(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  state: z.enum(['ready', 'waiting', 'declined', 'expired', 'withdrawn']),
  rows: z.int(),
  bytes: z.int(),
  /** SHA-256, hex, of everything after the first line. */
  digest: z.string(),
  /** Its file is gone from then on. */
  until: z.string(),
  downloads: z.int(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** Of the entry that records where it stands. */
  position: z.int(),
});

/** What was searched for is shown to who asked and to who decides about it, while it can still be decided. */
export function viewExport({ rights: _, ...one }: StoredExport, now: string): z.input<typeof exportShape> {
  const isOver = (one.state === 'ready' || one.state === 'waiting') && one.until <= now;
  const query = { ...one.query };
  return { ...one, query, state: isOver ? 'expired' : one.state };
}
