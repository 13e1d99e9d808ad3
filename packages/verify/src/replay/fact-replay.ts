import type { FactKind } from '@daybook/kit';
import type { Entry } from '@daybook/ledger';
import {
  isFactKind,
  type PopulationReport,
  parseObserved,
  parseRecordPlace,
  pullPayloadSchema,
} from './entry-payloads.ts';
import {
  type CompleteReading,
  type PullOfSource,
  type SourceFact,
  type SourceState,
  snapshotDigest,
  staleAtMs,
} from './replayed-facts.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Growing = 'facts' | 'firstSeenAt' | 'completeReadings' | 'contradicted';
type OpenSource = Mutable<Omit<SourceState, Growing>> & {
  readonly facts: Map<string, SourceFact>;
  readonly firstSeenAt: Map<string, string>;
  readonly completeReadings: CompleteReading[];
  readonly contradicted: number[];
};
type PendingRecord = {
  readonly kind: FactKind;
  readonly scope: string;
  readonly key: string;
  readonly fact: SourceFact | null;
  readonly observedAt: string;
};

type SilentPull = Omit<PullOfSource, 'report'> & { readonly reason: string };

/** The server says the same where it follows a pull. */
const leftOut = 'the last reading of its source did not tell of this list';

/**
 * Rebuilds the facts from entries and payloads in order of their positions, as intake makes them: a pull's records count
 * once its `pull.completed` says that their population is visible; a failed or abandoned pull leaves none.
 */
export class FactReplay {
  readonly #kinds: ReadonlySet<string>;
  readonly #pending = new Map<string, PendingRecord[]>();
  readonly #erasedIn = new Set<string>();
  readonly #sources = new Map<string, OpenSource>();

  constructor(kinds: ReadonlySet<string>) {
    this.#kinds = kinds;
  }

  /** Throws when a payload has not the shape of its entry's type. Types it does not know change nothing. */
  apply(position: number, entry: Entry, payload: unknown): void {
    if (entry.type === 'record.observed@1') this.#observe(position, entry, payload);
    else if (entry.type === 'record.gone@1') this.#forget(entry, payload);
    else if (entry.type === 'pull.completed@1') this.#complete(position, entry, payload);
    else if (entry.type === 'pull.failed@1') this.#fail(position, entry, payload);
    else if (entry.type === 'pull.abandoned@1') this.#pending.delete(pullOf(entry));
  }

  /** A payload that is gone: what its pull brought can no longer be rebuilt whole. */
  applyErased(entry: Entry): void {
    if (entry.type.startsWith('record.')) this.#erasedIn.add(pullOf(entry));
  }

  /** Whether facts of this record's kind are asked for. */
  needs(payload: unknown): boolean {
    return this.#kinds.has(parseRecordPlace(payload).kind);
  }

  /** What each connection says of each population now, its last complete list held against its digest. */
  sources(): readonly SourceState[] {
    return [...this.#sources.values()].map((source) => {
      const contradicted = new Set(source.contradicted);
      if (contradictsDigest(source)) contradicted.add(source.lastVisible?.position ?? 0);
      return { ...source, contradicted: [...contradicted] };
    });
  }

  #observe(position: number, entry: Entry, payload: unknown): void {
    if (!this.needs(payload)) return;
    const { kind, scope, key, value } = parseObserved(payload);
    const commitment = entry.payload?.commit ?? '';
    const { observedAt } = entry;
    this.#await(entry, { kind, scope, key, fact: { position, commitment, value }, observedAt });
  }

  #forget(entry: Entry, payload: unknown): void {
    const { kind, scope, key } = parseRecordPlace(payload);
    if (!this.#kinds.has(kind) || !isFactKind(kind)) return;
    this.#await(entry, { kind, scope, key, fact: null, observedAt: entry.observedAt });
  }

  #await(entry: Entry, record: PendingRecord): void {
    const pull = pullOf(entry);
    const records = this.#pending.get(pull);
    if (records === undefined) this.#pending.set(pull, [record]);
    else records.push(record);
  }

  #complete(position: number, entry: Entry, payload: unknown): void {
    const { connector, startedAt, finishedAt, populations } = pullPayloadSchema.parse(payload);
    const pull = pullOf(entry);
    const when = { position, connector, startedAt, finishedAt };
    const records = groupByPlace(this.#pending.get(pull) ?? []);
    this.#pending.delete(pull);
    const named = new Set<OpenSource>();
    for (const report of populations) {
      const source = this.#source(entry, report);
      if (source === null) continue;
      named.add(source);
      const told: PullOfSource = { ...when, report };
      source.lastPull = told;
      if (!report.visible) continue;
      if (this.#erasedIn.has(pull)) source.hasErased = true;
      takeVisible(source, told, records.get(placeOf(report)) ?? []);
    }
    this.#doubtOthers(entry, named, { ...when, reason: leftOut });
  }

  /** A reading that failed says nothing of what is there: no list of that connection is known to be whole any more. */
  #fail(position: number, entry: Entry, payload: unknown): void {
    const { connector, startedAt, finishedAt, populations, message } = pullPayloadSchema.parse(payload);
    this.#pending.delete(pullOf(entry));
    const when = { position, connector, startedAt, finishedAt };
    const named = new Set<OpenSource>();
    for (const report of populations) {
      const source = this.#source(entry, report);
      if (source === null) continue;
      named.add(source);
      source.lastPull = { ...when, report: { ...report, complete: false } };
    }
    const reason = message ?? 'the last reading failed';
    this.#doubtOthers(entry, named, { ...when, reason });
  }

  /** A reading says nothing of the lists of its connection that it does not name: they are not known to be whole any more. */
  #doubtOthers(entry: Entry, named: ReadonlySet<OpenSource>, pull: SilentPull): void {
    const { reason, ...told } = pull;
    for (const source of this.#sources.values()) {
      if (source.connection !== entry.refs[0] || named.has(source) || source.lastPull === null) continue;
      const report = { ...source.lastPull.report, complete: false, reasons: [reason] };
      source.lastPull = { ...told, report };
    }
  }

  #source(entry: Entry, report: PopulationReport): OpenSource | null {
    const { kind, scope } = report;
    if (!this.#kinds.has(kind) || !isFactKind(kind)) return null;
    const connection = entry.refs[0] ?? '';
    const id = `${connection}\0${placeOf(report)}`;
    const known = this.#sources.get(id);
    if (known !== undefined) return known;
    const none = { lastPull: null, lastVisible: null, lastComplete: null, hasErased: false };
    const empty = { facts: new Map(), firstSeenAt: new Map(), completeReadings: [], contradicted: [] };
    const source: OpenSource = { kind, scope, connection, ...empty, ...none };
    this.#sources.set(id, source);
    return source;
  }
}

/**
 * A complete pull's digest is over all items its source had then. It is looked at when the list is the last one, or when a
 * list with rejected rows comes upon it, since after that it cannot be told any more.
 */
function takeVisible(source: OpenSource, told: PullOfSource, records: readonly PendingRecord[]): void {
  const { report, position } = told;
  if (!report.complete && contradictsDigest(source))
    source.contradicted.push(source.lastVisible?.position ?? 0);
  const gone = records.filter((record) => record.fact === null).length;
  const isCounted = gone === report.closed && records.length - gone === report.added + report.changed;
  if (!isCounted && !source.hasErased) source.contradicted.push(position);
  for (const { key, fact, observedAt } of records) {
    if (fact === null) source.facts.delete(key);
    else source.facts.set(key, fact);
    if (fact !== null && !source.firstSeenAt.has(key)) source.firstSeenAt.set(key, observedAt);
  }
  source.lastVisible = told;
  if (!report.complete) return;
  source.lastComplete = told;
  source.completeReadings.push({ finishedAtMs: Date.parse(told.finishedAt), staleAtMs: staleAtMs(told) });
}

function contradictsDigest({ lastVisible, facts, hasErased }: OpenSource): boolean {
  if (hasErased || lastVisible?.report.complete !== true) return false;
  return (
    facts.size !== lastVisible.report.items || snapshotDigest(facts) !== lastVisible.report.snapshotDigest
  );
}

function groupByPlace(records: readonly PendingRecord[]): ReadonlyMap<string, readonly PendingRecord[]> {
  const groups = new Map<string, PendingRecord[]>();
  for (const record of records) {
    const group = groups.get(placeOf(record));
    if (group === undefined) groups.set(placeOf(record), [record]);
    else group.push(record);
  }
  return groups;
}

function placeOf({ kind, scope }: { readonly kind: string; readonly scope: string }): string {
  return `${kind}\0${scope}`;
}

/** Refs of records and pulls are the connection and the pull, in this order. */
function pullOf(entry: Entry): string {
  return entry.refs[1] ?? '';
}
