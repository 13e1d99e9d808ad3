import { z } from 'zod';

/** Something the organisation does, in its own words. `catalog/controls/<id>/control.json`. */
export const controlSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1).max(120),
  statement: z.string().min(1).max(600),
  /** Why people care, for the control's page. */
  why: z.string().min(1).max(600),
});

/** One row control ↔ requirement, in the folder of whichever unit was added later (`mappings.json`). */
export const mappingSchema = z.strictObject({
  control: z.string(),
  framework: z.string(),
  requirement: z.string(),
  covers: z.enum(['whole', 'part']),
  /** Our own words for the part of the requirement that the control answers. */
  part: z.string().min(1).max(300),
});

/** `catalog/frameworks/<id>/framework.json`: facts only, ids as people cite them. */
export const frameworkSchema = z.object({
  id: z.string().regex(/^[a-z0-9.-]+$/),
  name: z.string(),
  title: z.string(),
  version: z.string(),
  publisher: z.string(),
  kind: z.enum(['certification', 'attestation', 'regulation', 'guidance']),
  url: z.string(),
  rights: z.string(),
  structure: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      parent: z.string().nullable(),
      level: z.string(),
      assessable: z.boolean(),
      status: z.literal('withdrawn').optional(),
    }),
  ),
});

export type Control = z.infer<typeof controlSchema>;
export type Mapping = z.infer<typeof mappingSchema>;
export type Framework = z.infer<typeof frameworkSchema>;
export type FrameworkRequirement = Framework['structure'][number];
