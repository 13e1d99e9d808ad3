import { z } from 'zod';
import { populationStatus } from '../facts/index.ts';
import { controlShape } from './control-shapes.ts';

/** A control with what it says, what tests it, what it answers and what it rests on. */
export const controlDetailShape = controlShape.extend({
  statement: z.string(),
  why: z.string(),
  checks: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      title: z.string(),
      summary: z.string(),
      digest: z.string(),
      population: z.string(),
    }),
  ),
  requirements: z.array(
    z.object({
      framework: z.string(),
      frameworkName: z.string(),
      id: z.string(),
      title: z.string(),
      covers: z.enum(['whole', 'part']),
      part: z.string(),
    }),
  ),
  populations: z.array(populationStatus),
});
