import { z } from 'zod';
import { signInMethods } from './session-marks.store.ts';

export const sessionShape = z.object({
  id: z.string(),
  /** Coarse; null where the program did not say. */
  device: z.string().nullable(),
  method: z.enum(signInMethods),
  hasSecondFactor: z.boolean(),
  createdAt: z.string(),
  /** To the minute. */
  lastSeenAt: z.string(),
  isCurrent: z.boolean(),
});
