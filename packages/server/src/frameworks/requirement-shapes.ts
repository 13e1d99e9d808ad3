import { requirementStates, verdicts } from '@daybook/kit';
import { z } from 'zod';
import type { RequirementCoverage } from './coverage.ts';

export const stateShape = z.enum(requirementStates);

export const mappedControlShape = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.enum(verdicts),
  covers: z.enum(['whole', 'part']),
  part: z.string(),
});

export const requirementShape = z.object({
  id: z.string(),
  title: z.string(),
  parent: z.string().nullable(),
  level: z.string(),
  assessable: z.boolean(),
  state: stateShape.nullable(),
  controls: z.array(mappedControlShape),
});

export function requirementAnswer(requirement: RequirementCoverage): z.input<typeof requirementShape> {
  const { id, title, parent, level, assessable, state, controls } = requirement;
  return { id, title, parent, level, assessable, state, controls: [...controls] };
}
