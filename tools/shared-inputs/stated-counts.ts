import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const statedCount = z.strictObject({
  /** Null: of all recordings together. */
  connector: z.string().nullable(),
  /** Names the comparison that holds it. */
  what: z.string(),
  count: z.union([z.int(), z.string()]),
  /** Below the folder of the inputs. */
  recording: z.string(),
  /** Counts the same in the recording as it is, without the connector and its shapes. */
  jq: z.string().optional(),
  /** The same for what is no JSON: how often this occurs in it. */
  pattern: z.string().optional(),
  /** Why it is right where no single question to the recording says so. */
  reason: z.string().optional(),
  /** Where in EXPECTED it stands. */
  expected: z.string().optional(),
});

export type StatedCount = z.infer<typeof statedCount>;

/** Connectors of which nothing was ever recorded that could be counted, and why. */
export const unrecorded: Readonly<Record<string, string>> = {
  daybook: 'tells what Daybook itself knows; it has no vendor',
  discord: 'only a description of its API is at hand; its replay is invented',
  discourse: 'only a description of its API is at hand; its replay is invented',
};

/** What the project says each recording holds, and how that was counted without it. */
export function readStatedCounts(): readonly StatedCount[] {
  const text = readFileSync(join(import.meta.dirname, 'stated-counts.json'), 'utf8');
  return z.array(statedCount).parse(JSON.parse(text));
}

/** How a figure was had other than by the connector, in one line. */
export function grounds({ jq, pattern, reason, expected }: StatedCount): string {
  const counted = jq ?? pattern;
  return [
    ...(expected === undefined ? [] : [`stated in \`EXPECTED/${expected}\``]),
    ...(counted === undefined ? [] : [`${jq === undefined ? 'matches of' : 'jq'} \`${counted}\``]),
    ...(reason === undefined ? [] : [reason]),
  ].join('; ');
}
