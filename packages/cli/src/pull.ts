import { z } from 'zod';
import { formatCount, type Look, plural } from './look.ts';

const population = z.looseObject({
  kind: z.string(),
  scope: z.string(),
  items: z.int(),
  added: z.int(),
  changed: z.int(),
  closed: z.int(),
  rejected: z.int(),
  complete: z.boolean(),
  reasons: z.array(z.string()),
  attributes: z.record(z.string(), z.number()),
});

/** A pull as the API tells it. */
export const pullSchema = z.looseObject({
  id: z.string(),
  connection: z.string(),
  state: z.enum(['running', 'completed', 'failed', 'abandoned', 'cancelled']),
  phase: z.string(),
  progress: z.looseObject({ done: z.number(), total: z.number().nullable(), unit: z.string() }),
  populations: z.array(population),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});

export type Pull = z.output<typeof pullSchema>;

/** What `import` and `collect` print with `--json`. */
export const pullOutput = z.object({
  pull: z.string(),
  /** Names the source for `collect` and for `import --connection`. */
  connection: z.string(),
  populations: z.array(population),
});

export function describePull(pull: Pull, look: Look): string {
  return pull.populations.map((one) => describePopulation(one, look)).join('\n\n');
}

function describePopulation(one: Pull['populations'][number], look: Look): string {
  const counts = [
    `${formatCount(one.added)} added`,
    `${formatCount(one.changed)} changed`,
    `${formatCount(one.closed)} gone`,
    `${formatCount(one.rejected)} rejected`,
  ].join(' · ');
  const attributes = Object.entries(one.attributes).map(
    ([name, count]) => `${wordsOf(name)} ${formatCount(count)}`,
  );
  const lines = [
    `${look.state(one.complete ? 'complete' : 'incomplete')}  ${look.strong(one.kind)}  ${plural(one.items, 'item')}  ${look.faint(one.scope)}`,
    `  ${counts}`,
  ];
  if (attributes.length > 0) lines.push(`  ${attributes.join(' · ')}`);
  return [...lines, ...one.reasons.map((reason) => `  because ${reason}`)].join('\n');
}

/** `withReviewedBy` as `with reviewed by`. */
function wordsOf(name: string): string {
  return name.replace(/([A-Z])/g, ' $1').toLowerCase();
}
