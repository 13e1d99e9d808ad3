import { factKindRules } from '@daybook/kit';
import { type PackageWindow, windowBounds } from '../format/manifest.ts';
import type { SourceState } from './replayed-facts.ts';

export type PopulationStatus = {
  readonly isComplete: boolean;
  readonly reasons: readonly string[];
  readonly lastCompleteAt: string | null;
};

type Instant = { readonly window: PackageWindow; readonly asOf: string };

/**
 * Whether one population is whole and fresh, over all connections that tell of it. Events are asked for up to the
 * window's end, states as they are at `asOf`.
 */
export function populationStatus(
  sources: readonly SourceState[],
  { window, asOf }: Instant,
): PopulationStatus {
  const isEvent = sources[0] !== undefined && factKindRules[sources[0].kind].time === 'event';
  const atMs = isEvent ? Math.min(Date.parse(asOf), windowBounds(window).toMs) : Date.parse(asOf);
  const reasons = sources.flatMap((source) => reasonsOf(source, atMs));
  const completed = sources.map((source) => source.lastComplete?.finishedAt ?? null);
  return {
    isComplete: sources.length > 0 && reasons.length === 0,
    reasons: [...new Set(reasons)],
    // as fresh as its oldest source
    lastCompleteAt: completed.includes(null) ? null : (completed.toSorted()[0] ?? null),
  };
}

function reasonsOf({ lastPull, lastComplete, hasErased }: SourceState, atMs: number): readonly string[] {
  if (hasErased) return ['payloads of its records were erased, so it cannot be rebuilt whole'];
  if (lastPull === null || lastComplete === null || lastComplete !== lastPull) {
    const told = lastPull?.report.reasons ?? [];
    return told.length > 0 ? told : ['the last reading of the source was not complete'];
  }
  const staleAtMs = Date.parse(lastComplete.finishedAt) + lastComplete.report.maxGapHours * 3_600_000;
  if (staleAtMs > atMs) return [];
  return [`the last complete reading is older than ${lastComplete.report.maxGapHours} hours`];
}
