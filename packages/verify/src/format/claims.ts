import { mappingSchema, requirementStates, verdicts } from '@daybook/kit';
import { z } from 'zod';

const count = z.int().min(0);
const countsSchema = z.strictObject({ pass: count, fail: count, unknown: count, notApplicable: count });

/** `claims/requirements.json`: `state` is null where a requirement is a heading or withdrawn. */
export const requirementClaimSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  parent: z.string().nullable(),
  state: z.enum(requirementStates).nullable(),
  controls: z.array(z.string()),
});

/** `claims/controls.json`. */
export const controlClaimSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  statement: z.string(),
  verdict: z.enum(verdicts),
  counts: countsSchema,
  /** N: the items of the window the counts are about. */
  items: count,
  reason: z.string(),
  checks: z.array(z.string()),
  mappings: z.array(mappingSchema),
});

/** `claims/checks.json`: which code judged, by digest; the package never carries code. */
export const checkClaimSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  control: z.string(),
  title: z.string(),
  population: z.string(),
  related: z.string().nullable(),
  counts: countsSchema,
  findingsDigest: z.string(),
});

/** What one connection last said of a population. */
export const sourceClaimSchema = z.strictObject({
  connection: z.string(),
  connector: z.string(),
  /** Position of the pull's closing entry. */
  position: count,
  finishedAt: z.string(),
  query: z.string(),
  items: count,
  rejected: count,
  duplicates: count,
  complete: z.boolean(),
  reasons: z.array(z.string()),
  pages: count,
  first: z.string().nullable(),
  last: z.string().nullable(),
  sourceCount: count.nullable(),
  gaps: z.array(z.string()),
  snapshotDigest: z.string(),
  maxGapHours: count,
});

/** `claims/populations.json`: the completeness record of one kind and scope. */
export const populationClaimSchema = z.strictObject({
  kind: z.string(),
  scope: z.string(),
  /** Items known at the checkpoint, all connections merged. */
  items: count,
  itemsInWindow: count,
  complete: z.boolean(),
  reasons: z.array(z.string()),
  lastCompleteAt: z.string().nullable(),
  sources: z.array(sourceClaimSchema),
});

/** One line of `findings/<check>@<v>.ndjson`: an item of the window that does not pass. */
export const findingClaimSchema = z.strictObject({
  scope: z.string(),
  key: z.string(),
  outcome: z.enum(['fail', 'unknown', 'not-applicable']),
  code: z.string(),
  reason: z.string(),
  settle: z.string().nullable(),
  position: count,
  occurredAt: z.string().nullable(),
});

export type RequirementClaim = z.infer<typeof requirementClaimSchema>;
export type ControlClaim = z.infer<typeof controlClaimSchema>;
export type CheckClaim = z.infer<typeof checkClaimSchema>;
export type SourceClaim = z.infer<typeof sourceClaimSchema>;
export type PopulationClaim = z.infer<typeof populationClaimSchema>;
export type FindingClaim = z.infer<typeof findingClaimSchema>;

/** Everything a package says of the organisation; each part is recomputed by whoever verifies it. */
export type Claims = {
  readonly requirements: readonly RequirementClaim[];
  readonly controls: readonly ControlClaim[];
  readonly checks: readonly CheckClaim[];
  readonly populations: readonly PopulationClaim[];
  /** By file name, in ascending order of scope and key. */
  readonly findings: ReadonlyMap<string, readonly FindingClaim[]>;
};
