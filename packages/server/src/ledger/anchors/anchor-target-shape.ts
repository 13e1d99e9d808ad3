import { z } from 'zod';

/** One target as every route shows it. */
export const anchorTargetShape = z.object({
  id: z.string(),
  kind: z.enum(['witness', 'timestamp', 'mail']),
  name: z.string(),
  address: z.string(),
  verifierKey: z.string().nullable(),
  state: z.enum(['never', 'ok', 'failing']),
  lastAt: z.string().nullable(),
  problem: z.string().nullable(),
});
