import { verdicts } from '@daybook/kit';
import { z } from 'zod';
import type { ControlStatus } from './control-statuses.ts';

export const countsShape = z.object({
  pass: z.int(),
  fail: z.int(),
  unknown: z.int(),
  notApplicable: z.int(),
});

export const verdictShape = z.enum(verdicts);

/** A control and what can be said of it now. */
export const controlShape = z.object({
  id: z.string(),
  title: z.string(),
  verdict: verdictShape,
  counts: countsShape,
  items: z.int(),
  reason: z.string(),
  next: z.string().nullable(),
  evaluatedAt: z.string().nullable(),
  position: z.int().nullable(),
  /** Items whose recorded value was erased, of all items looked at. */
  erased: z.object({ items: z.int(), of: z.int() }),
});

export function controlAnswer(status: ControlStatus): z.input<typeof controlShape> {
  const { control, judgement, evaluatedAt, position, erased } = status;
  return {
    id: control.id,
    title: control.title,
    verdict: judgement.verdict,
    counts: judgement.counts,
    items: judgement.items,
    reason: judgement.reason,
    next: judgement.next,
    evaluatedAt,
    position,
    erased: { ...erased },
  };
}
