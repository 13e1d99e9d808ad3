import { createHash } from 'node:crypto';
import { type FactKind, type FactOf, factKindRules, type Item, mergeFacts } from '@daybook/kit';
import type { PopulationReport } from './entry-payloads.ts';

/** One value as one connection last told it. */
export type SourceFact = {
  readonly position: number;
  /** Base64, as the entry holds it. */
  readonly commitment: string;
  readonly value: FactOf<FactKind>;
};

/** When a reading is too old to stand for what there is, in milliseconds since 1970. */
export function staleAtMs({ finishedAt, report }: PullOfSource): number {
  return Date.parse(finishedAt) + report.maxGapHours * 3_600_000;
}

/** What one connection says of one population, after its last pull. */
export type SourceState = {
  readonly kind: FactKind;
  readonly scope: string;
  readonly connection: string;
  readonly facts: ReadonlyMap<string, SourceFact>;
  /** When each key was first told, also of those that went since. */
  readonly firstSeenAt: ReadonlyMap<string, string>;
  /** Its complete readings in order of their positions: until when each stood for what there is. */
  readonly completeReadings: readonly CompleteReading[];
  readonly lastPull: PullOfSource | null;
  /** The last pull whose records became visible. Where it was complete, its digest is over `facts`. */
  readonly lastVisible: PullOfSource | null;
  readonly lastComplete: PullOfSource | null;
  /** A record's payload was erased, so the list can no longer be rebuilt as it was. */
  readonly hasErased: boolean;
  /** Positions of closing entries whose counts or digest are not those of the records before them. */
  readonly contradicted: readonly number[];
};

export type PullOfSource = {
  readonly position: number;
  readonly connector: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly report: PopulationReport;
};

/** A reading stands from when it finished until it is older than its greatest gap. Milliseconds since 1970. */
export type CompleteReading = { readonly finishedAtMs: number; readonly staleAtMs: number };

export type ReplayedItem = Item & {
  readonly position: number;
  readonly occurredAt: string | null;
  /** When any connection first told of its key. */
  readonly firstSeenAt: string;
};

/** SHA-256 in hex over `<key> \t <commitment in base64> \n` of a source's items, in byte order of their keys. */
export function snapshotDigest(facts: ReadonlyMap<string, SourceFact>): string {
  const hash = createHash('sha256');
  for (const [key, fact] of [...facts].toSorted(([a], [b]) => compareBytes(a, b))) {
    hash.update(`${key}\t${fact.commitment}\n`);
  }
  return hash.digest('hex');
}

/** The items of some sources of one population, merged oldest connection first, in byte order of their keys. */
export function mergedItems(sources: readonly SourceState[]): ReplayedItem[] {
  const ordered = sources.toSorted((a, b) => compareBytes(a.connection, b.connection));
  const [first] = ordered;
  if (first === undefined) return [];
  const keys = new Set(ordered.flatMap((source) => [...source.facts.keys()]));
  return [...keys].toSorted(compareBytes).map((key) => mergedItem(first, key, ordered));
}

function mergedItem(
  { kind, scope }: SourceState,
  key: string,
  sources: readonly SourceState[],
): ReplayedItem {
  const facts = sources.flatMap((source) => source.facts.get(key) ?? []);
  const value = mergeFacts(facts.map((fact) => fact.value));
  // The rules of a kind take the values of that kind, which replayed facts of it are.
  const occurredAt = factKindRules[kind].occurredAt as (value: FactOf<FactKind>) => string | null;
  const position = Math.max(...facts.map((fact) => fact.position));
  const [firstSeenAt = ''] = sources.flatMap((source) => source.firstSeenAt.get(key) ?? []).toSorted();
  return { kind, scope, key, value, position, occurredAt: occurredAt(value), firstSeenAt };
}

/** Order `C`: by UTF-8 bytes. */
export function compareBytes(first: string, second: string): number {
  return first === second ? 0 : Buffer.compare(Buffer.from(first), Buffer.from(second));
}
