import { z } from 'zod';
import type { StoredHold } from './holds.store.ts';

const name = z.string().min(1).max(300);

export const holdScopeShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('subject'), subject: z.string().regex(/^sub_[0-9a-f-]{36}$/) }),
  z.object({ kind: z.literal('population'), population: name, scope: name }),
]);

/** A legal hold as the API shows it. */
export const holdShape = z.object({
  id: z.string(),
  scope: holdScopeShape,
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.string(),
  liftedBy: z.string().nullable(),
  liftedAt: z.string().nullable(),
  state: z.enum(['in-force', 'lifted']),
});

export function viewHold(hold: StoredHold): z.infer<typeof holdShape> {
  const { id, scope, reason, placedBy, placedAt, liftedBy, liftedAt } = hold;
  const state = liftedBy === null ? 'in-force' : 'lifted';
  return { id, scope: { ...scope }, reason, placedBy, placedAt, liftedBy, liftedAt, state };
}
