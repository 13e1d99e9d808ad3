import { factKindRules } from '@daybook/kit';
import { type PackageWindow, windowBounds } from '../format/manifest.ts';
import { type SourceState, staleAtMs } from './replayed-facts.ts';

export type PopulationStatus = {
  readonly isComplete: boolean;
  readonly reasons: readonly string[];
  readonly lastCompleteAt: string | null;
};

/** Why a list of states says nothing of a window. */
export const unreadInWindow = 'nothing was read of it in the window';

type Instant = { readonly window: PackageWindow; readonly asOf: string };

/**
 * Whether one population is whole and fresh, over all connections that tell of it. Events of a window that is over need a
 * reading that began after its end, for what happened since an earlier one is not in it; how old that reading is now does not
 * matter. States are judged as fresh or stale at `asOf`, and of each connection a complete reading must stand for the window.
 */
export function populationStatus(
  sources: readonly SourceState[],
  { window, asOf }: Instant,
): PopulationStatus {
  const isEvent = sources[0] !== undefined && factKindRules[sources[0].kind].time === 'event';
  const { toMs } = windowBounds(window);
  const isOver = isEvent && toMs <= Date.parse(asOf);
  const reasons = sources.flatMap((source) => [
    ...(isEvent || wasReadIn(window, source) ? [] : [unreadInWindow]),
    ...reasonsOf(source, isOver ? { toMs } : { asOf }),
  ]);
  const completed = sources.map((source) => source.lastComplete?.finishedAt ?? null);
  return {
    isComplete: sources.length > 0 && reasons.length === 0,
    reasons: [...new Set(reasons)],
    // as fresh as its oldest source
    lastCompleteAt: completed.includes(null) ? null : (completed.toSorted()[0] ?? null),
  };
}

/** Whether a complete reading ended before the window did and was not yet too old as the window began. */
export function wasReadIn(window: PackageWindow, { completeReadings }: SourceState): boolean {
  const { fromMs, toMs } = windowBounds(window);
  return completeReadings.some((reading) => reading.finishedAtMs < toMs && reading.staleAtMs > fromMs);
}

function reasonsOf(
  { lastPull, lastComplete, hasErased }: SourceState,
  need: { readonly toMs: number } | { readonly asOf: string },
): readonly string[] {
  if (hasErased) return ['payloads of its records were erased, so it cannot be rebuilt whole'];
  if (lastPull === null || lastComplete === null || lastComplete !== lastPull) {
    const told = lastPull?.report.reasons ?? [];
    return told.length > 0 ? told : ['the last reading of the source was not complete'];
  }
  if ('toMs' in need) {
    if (Date.parse(lastComplete.startedAt) >= need.toMs) return [];
    return ['the last complete reading began before the window ended'];
  }
  if (staleAtMs(lastComplete) > Date.parse(need.asOf)) return [];
  return [`the last complete reading is older than ${lastComplete.report.maxGapHours} hours`];
}
