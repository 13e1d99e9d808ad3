import { factKinds } from '@daybook/kit';
import { z } from 'zod';
import type { PopulationRow } from './populations.store.ts';

/** What may be said of one population, all its sources together. */
export const populationStatus = z.object({
  kind: z.enum(factKinds),
  scope: z.string(),
  items: z.int(),
  /** Every source of it answered whole, and recently enough. Only then may anything on it pass. */
  isComplete: z.boolean(),
  /** Plain sentences; empty when complete. */
  reasons: z.array(z.string()),
  /** The oldest of its sources' last complete readings; null when one never was complete. */
  lastCompleteAt: z.string().nullable(),
  lastPullAt: z.string(),
  /** When it stops being complete unless read again; null when it is not. */
  staleAt: z.string().nullable(),
  position: z.int(),
  connections: z.array(z.string()),
  attributes: z.record(z.string(), z.int()),
});

export type PopulationStatus = z.infer<typeof populationStatus>;

const hourMs = 3_600_000;

/** Joins the sources of each population as of one instant. A list that was not read again in time is not complete. */
export function populationStatuses(
  rows: readonly PopulationRow[],
  asOf: string,
): readonly PopulationStatus[] {
  const groups = new Map<string, PopulationRow[]>();
  for (const row of rows) {
    const name = `${row.kind}\n${row.scope}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => statusOf(group, asOf));
}

function statusOf(group: readonly PopulationRow[], asOf: string): PopulationStatus[] {
  const [first] = group;
  if (first === undefined) return [];
  const reasons = group.flatMap((row) => [...reasonsOf(row, asOf)]);
  const isComplete = group.every((row) => row.isComplete && staleAtOf(row) > asOf);
  return [
    {
      kind: first.kind,
      scope: first.scope,
      items: Math.max(...group.map((row) => row.items)),
      isComplete,
      reasons,
      lastCompleteAt: oldest(group.map((row) => row.lastCompleteAt)),
      lastPullAt: group.reduce((latest, row) => (row.lastPullAt > latest ? row.lastPullAt : latest), ''),
      staleAt: isComplete ? oldest(group.map(staleAtOf)) : null,
      position: Math.max(...group.map((row) => row.position)),
      connections: group.map((row) => row.connection),
      attributes: Object.assign({}, ...group.map((row) => row.attributes)),
    },
  ];
}

function staleAtOf(row: PopulationRow): string {
  if (row.lastCompleteAt === null) return '';
  return new Date(Date.parse(row.lastCompleteAt) + row.maxGapHours * hourMs).toISOString();
}

function reasonsOf(row: PopulationRow, asOf: string): readonly string[] {
  if (!row.isComplete) return row.reasons.length > 0 ? row.reasons : ['the last reading was not whole'];
  if (staleAtOf(row) > asOf) return [];
  return [
    `the source was last read whole at ${row.lastCompleteAt}; it has to be read every ${row.maxGapHours} hours`,
  ];
}

function oldest(instants: readonly (string | null)[]): string | null {
  if (instants.includes(null)) return null;
  return instants.reduce((first, instant) => (first === null || (instant ?? '') < first ? instant : first));
}
