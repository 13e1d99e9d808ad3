import { z } from 'zod';
import { businessDaysAfter, dayAfter, startOfDay } from '../business-days.ts';
import type { RemovalCause, RemovalWhat } from './removal.ts';

/** Within what time access has to be gone; a workspace states its own in its policy. */
export const removalDeadlines = z.object({
  /** Somebody who is made to leave: ways in, and accounts of brands. */
  involuntaryHours: z.int().min(1).max(168),
  /** What can act as the organisation or carry its data away. */
  criticalHours: z.int().min(1).max(720),
  /** Everything else, in days from Monday to Friday. */
  restBusinessDays: z.int().min(1).max(60),
  /** What a change of role leaves to take away or to approve again. */
  roleChangeBusinessDays: z.int().min(1).max(60),
});

export type RemovalDeadlines = z.infer<typeof removalDeadlines>;

/** The usual ones for organisations with support and social teams. */
export const defaultDeadlines: RemovalDeadlines = {
  involuntaryHours: 4,
  criticalHours: 24,
  restBusinessDays: 5,
  roleChangeBusinessDays: 5,
};

export type DueQuestion = {
  readonly cause: RemovalCause;
  readonly what: RemovalWhat;
  /** It has one of the four dangerous rights, or may have one. */
  readonly isCritical: boolean;
  /** A way in to other systems, or an account of a brand. */
  readonly isWayIn?: boolean;
  readonly isInvoluntary: boolean;
  readonly effectiveAt: string;
};

const hourMs = 3_600_000;
const alwaysCritical: readonly RemovalWhat[] = ['credential', 'secret', 'session', 'partner'];

/** When it has to be gone. `zone`: the workspace's IANA zone, in which business days are counted. */
export function dueAtOf(question: DueQuestion, deadlines: RemovalDeadlines, zone: string): string {
  const { cause, what, effectiveAt } = question;
  const after = (hours: number) => new Date(Date.parse(effectiveAt) + hours * hourMs).toISOString();
  if (cause === 'role-changed') return businessDaysAfter(effectiveAt, deadlines.roleChangeBusinessDays, zone);
  const isCritical = question.isCritical || alwaysCritical.includes(what);
  if (question.isInvoluntary && (isCritical || question.isWayIn === true))
    return after(deadlines.involuntaryHours);
  if (isCritical) return after(deadlines.criticalHours);
  return businessDaysAfter(effectiveAt, deadlines.restBusinessDays, zone);
}

/** The instant in which a day ends in a zone: the first of the next day. */
export function endOfDay(day: string, zone: string): string {
  return startOfDay(dayAfter(day), zone);
}
