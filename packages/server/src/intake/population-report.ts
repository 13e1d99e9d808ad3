import { z } from 'zod';

/**
 * The completeness record of one population in one pull: what was asked, what came, what is missing. It is part of the
 * pull's closing entry, so it can never be edited afterwards.
 */
export const populationReport = z.object({
  kind: z.string(),
  scope: z.string(),
  /** What the source was asked, in its own terms. */
  query: z.string(),
  items: z.int(),
  added: z.int(),
  changed: z.int(),
  /** Items a complete list no longer held. */
  closed: z.int(),
  rejected: z.int(),
  duplicates: z.int(),
  /** Only a complete population may support a pass or prove an absence. */
  complete: z.boolean(),
  /** False: nothing of this pull's population was taken over. */
  visible: z.boolean(),
  reasons: z.array(z.string()),
  pages: z.int(),
  /** Instants of the first and last item by the source's claim, where items have one. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** The number of items the source itself states. */
  sourceCount: z.int().nullable(),
  gaps: z.array(z.string()),
  /** SHA-256, hex, over `key\tcommitment\n` of the pull's items in C order of their keys. */
  snapshotDigest: z.string(),
  attributes: z.record(z.string(), z.int()),
  maxGapHours: z.int(),
  /** Items a suddenly much shorter list no longer held, which count as still there; present only where there are any. */
  withheld: z.int().optional(),
});

export type PopulationReport = z.infer<typeof populationReport>;

export const pullError = z.object({ code: z.string(), message: z.string(), hint: z.string() });

export type PullError = z.infer<typeof pullError>;
