import { z } from 'zod';

/** What an erasure takes away, and what stays elsewhere, as the API shows it. */
export const erasureAffectsShape = z.object({
  affects: z.object({
    payloads: z.int(),
    /** Items that lose their present value. */
    items: z.int(),
    controls: z.array(z.object({ id: z.string(), title: z.string(), items: z.int() })),
  }),
  /** What stays elsewhere, in plain sentences. */
  notes: z.array(z.string()),
});
