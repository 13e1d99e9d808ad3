import { z } from 'zod';
import { controlShape } from './control-shapes.ts';

const populationShape = z.object({
  kind: z.string(),
  scope: z.string(),
  items: z.int(),
  isComplete: z.boolean(),
  reasons: z.array(z.string()),
  lastCompleteAt: z.string().nullable(),
  lastPullAt: z.string(),
  staleAt: z.string().nullable(),
  position: z.int(),
  connections: z.array(z.string()),
  attributes: z.record(z.string(), z.number()),
});

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
  populations: z.array(populationShape),
});
