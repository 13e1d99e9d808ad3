import { factKindRules } from '@daybook/kit';
import type { PopulationClaim, SourceClaim } from '../format/claims.ts';
import { type PackageWindow, windowBounds } from '../format/manifest.ts';
import { isFactKind } from '../replay/entry-payloads.ts';
import { populationStatus, unreadInWindow } from '../replay/population-status.ts';
import { compareBytes, mergedItems, type ReplayedItem, type SourceState } from '../replay/replayed-facts.ts';

/** One kind and scope: its items, all connections merged, and what is claimed of it. */
export type PackedPopulation = {
  readonly claim: PopulationClaim;
  readonly items: readonly ReplayedItem[];
  readonly itemsInWindow: readonly ReplayedItem[];
  /** The position at which all its connections had told it whole, each its last time; -1 when one never did in time. */
  readonly lastWholeAt: number;
};

export type FactsInWindow = {
  readonly sources: readonly SourceState[];
  readonly window: PackageWindow;
  readonly asOf: string;
};

/** The populations of the replayed facts, in byte order of kind and scope. */
export function packedPopulations({ sources, window, asOf }: FactsInWindow): PackedPopulation[] {
  const places = new Map<string, SourceState[]>();
  for (const source of sources) {
    const place = `${source.kind}\0${source.scope}`;
    const same = places.get(place);
    if (same === undefined) places.set(place, [source]);
    else same.push(source);
  }
  return [...places.entries()]
    .toSorted(([a], [b]) => compareBytes(a, b))
    .map(([, told]) => packedPopulation(told, { window, asOf }));
}

function packedPopulation(
  sources: readonly SourceState[],
  instant: Omit<FactsInWindow, 'sources'>,
): PackedPopulation {
  const items = mergedItems(sources);
  const itemsInWindow = items.filter((item) => isInWindow(item, instant.window));
  const { isComplete, reasons, lastCompleteAt } = populationStatus(sources, instant);
  const claim: PopulationClaim = {
    kind: sources[0]?.kind ?? '',
    scope: sources[0]?.scope ?? '',
    items: items.length,
    itemsInWindow: itemsInWindow.length,
    complete: isComplete,
    reasons: [...reasons],
    lastCompleteAt,
    sources: sources.toSorted((a, b) => compareBytes(a.connection, b.connection)).flatMap(sourceClaim),
  };
  const wholeAt = Math.min(...sources.map(({ lastComplete }) => lastComplete?.position ?? -1));
  const lastWholeAt = reasons.includes(unreadInWindow) ? -1 : wholeAt;
  return { claim, items, itemsInWindow, lastWholeAt };
}

function sourceClaim({ connection, lastPull }: SourceState): SourceClaim[] {
  if (lastPull === null) return [];
  const { position, connector, finishedAt, report } = lastPull;
  const { query, items, rejected, duplicates, complete, reasons, pages, first, last } = report;
  const { sourceCount, gaps, snapshotDigest, maxGapHours } = report;
  const told = { query, items, rejected, duplicates, complete, reasons, pages, first, last };
  return [
    { connection, connector, position, finishedAt, ...told, sourceCount, gaps, snapshotDigest, maxGapHours },
  ];
}

/**
 * Events whose time falls in the window; those whose time the source does not tell stay in. States that were known before
 * the window ended: of what was first seen later nobody knows whether it was there.
 */
export function isInWindow(item: ReplayedItem, window: PackageWindow): boolean {
  const { fromMs, toMs } = windowBounds(window);
  if (isStateKind(item.kind)) return Date.parse(item.firstSeenAt) < toMs;
  if (item.occurredAt === null) return true;
  const timeMs = Date.parse(item.occurredAt);
  return timeMs >= fromMs && timeMs < toMs;
}

/** Whether its items hold until a complete list lacks them. */
export function isStateKind(kind: string): boolean {
  return isFactKind(kind) && factKindRules[kind].time === 'state';
}
