import { z } from 'zod';
import { mappedControlShape, requirementShape } from './requirement-shapes.ts';

const countsShape = z.object({ pass: z.int(), fail: z.int(), unknown: z.int(), notApplicable: z.int() });

/** A requirement with its framework, and with what each of its controls rests on. */
export const requirementDetailShape = requirementShape.extend({
  framework: z.string(),
  frameworkName: z.string(),
  asOf: z.string(),
  /** What has to be said about the time asked for; null when nothing has. */
  note: z.string().nullable(),
  controls: z.array(
    mappedControlShape.extend({
      statement: z.string(),
      counts: countsShape,
      items: z.int(),
      reason: z.string(),
      next: z.string().nullable(),
      evaluatedAt: z.string().nullable(),
      position: z.int().nullable(),
    }),
  ),
});
