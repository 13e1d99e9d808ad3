import { z } from 'zod';
import { pageSizeMax } from './scim-documents.ts';

/** An integer that is asked for out of range is taken to the nearest one that is not (RFC 7644 section 3.4.2.4). */
const whole = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);

export const projectionQuery = z.object({
  attributes: z.string().max(4_000).optional(),
  excludedAttributes: z.string().max(4_000).optional(),
});

/** What else is asked for, as sortBy, is not offered and left aside. */
export const listQuery = projectionQuery.extend({
  filter: z.string().max(4_000).optional(),
  startIndex: whole.default(1).transform((index) => Math.min(Math.max(1, index), startIndexMax)),
  count: whole.default(100).transform((count) => Math.min(Math.max(0, count), pageSizeMax)),
});

const startIndexMax = 10_000_000;

export const providerParams = z.object({ provider: z.string().max(80) });
export const resourceParams = providerParams.extend({ id: z.string().max(200) });
