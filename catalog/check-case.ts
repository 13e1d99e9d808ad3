import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReleasedCheck } from './catalog.ts';

const caseItem = z.strictObject({
  kind: z.string(),
  scope: z.string().min(1),
  key: z.string().min(1),
  value: z.record(z.string(), z.unknown()),
});

/** One worked example of a check, as data beside it. `asOf` is an instant in UTC. */
export const checkCaseSchema = z.strictObject({
  name: z.string().min(1),
  item: caseItem,
  related: z.strictObject({ items: z.array(caseItem), isComplete: z.boolean() }),
  asOf: z.iso.datetime({ offset: false }),
  expect: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
    code: z.string().min(1),
    reevaluateAt: z.iso.datetime({ offset: false }).optional(),
  }),
});

export type CheckCase = z.infer<typeof checkCaseSchema>;

/** The cases of one released check. Throws where `cases.json` is missing or malformed. */
export async function readCheckCases(released: ReleasedCheck): Promise<readonly CheckCase[]> {
  const text = await readFile(join(released.folder, 'cases.json'), 'utf8');
  return z.array(checkCaseSchema).parse(JSON.parse(text));
}
