import type { Mapping } from '../control.ts';
import type { Verdict } from './control-verdict.ts';

export const requirementStates = [
  'not-covered',
  'partly-covered',
  'not-evidenced',
  'operating',
  'failing',
  'unknown',
] as const;
export type RequirementState = (typeof requirementStates)[number];

export type MappedVerdict = { readonly covers: Mapping['covers']; readonly verdict: Verdict };

/** The state of one requirement from the controls mapped to it: the worst known first, success only when all operate. */
export function requirementState(mapped: readonly MappedVerdict[]): RequirementState {
  if (mapped.length === 0) return 'not-covered';
  const seen = new Set(mapped.map((row) => row.verdict));
  if (seen.has('not-effective')) return 'failing';
  if (seen.has('not-observable') || seen.has('too-early')) return 'unknown';
  if (seen.size === 1 && seen.has('not-tested')) return 'not-evidenced';
  const allOperate = seen.size === 1 && seen.has('effective');
  return allOperate && mapped.some((row) => row.covers === 'whole') ? 'operating' : 'partly-covered';
}
