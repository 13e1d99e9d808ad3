import { z } from 'zod';
import { refuse } from '../../platform/index.ts';

const positionsMax = 10_000;

/** Whom or what an erasure names: a person or entries. */
export const erasureTargetShape = z.object({
  subject: z
    .string()
    .regex(/^sub_[0-9a-f-]{36}$/)
    .optional(),
  positions: z.array(z.int().min(0)).min(1).max(positionsMax).optional(),
});

/** One of the two, never both. Throws `bad-request`. */
export function namedTarget(body: z.infer<typeof erasureTargetShape>) {
  const { subject = null, positions = [] } = body;
  if ((subject === null) === (positions.length === 0)) {
    refuse('bad-request', 'name either a person (`subject`) or entries (`positions`)');
  }
  return { subject, positions };
}
