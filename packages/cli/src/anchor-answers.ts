import { z } from 'zod';

/** What the ledger's routes say of the third parties that confirm it. */
export const anchorTarget = z.looseObject({
  id: z.string(),
  kind: z.enum(['witness', 'timestamp', 'mail']),
  name: z.string(),
  state: z.enum(['never', 'ok', 'failing']),
  lastAt: z.string().nullable(),
  problem: z.string().nullable(),
});

export const anchorStandingAnswer = z.looseObject({
  rung: z.int(),
  sentence: z.string(),
  newestAt: z.string().nullable(),
  isOverdue: z.boolean(),
  targets: z.array(anchorTarget),
});

export type AnchorStandingAnswer = z.output<typeof anchorStandingAnswer>;
