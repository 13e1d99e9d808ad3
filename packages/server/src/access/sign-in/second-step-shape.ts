import { z } from 'zod';

/** Six digits of the app, or a recovery code as it was shown. */
export const secondStepBody = z.union([
  z.strictObject({ code: z.string().trim().min(1).max(20) }),
  z.strictObject({ recoveryCode: z.string().trim().min(1).max(40) }),
]);
