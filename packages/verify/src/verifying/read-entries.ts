import { base64Of, type Entry, textOfUtf8 } from '@daybook/ledger';
import type { Manifest } from '../format/manifest.ts';
import { packagePaths } from '../format/package-paths.ts';
import { opensCommitment, type PayloadLine, parseErasedLine } from '../format/payload-line.ts';
import { readLines } from '../format/read-lines.ts';
import { identityPayloadSchema } from '../replay/entry-payloads.ts';
import type { FactReplay } from '../replay/fact-replay.ts';
import { payloadRule } from '../replay/payload-rules.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import { PayloadCursor } from './payload-cursor.ts';
import type { Problems } from './problems.ts';
import { type PlacedEntry, type ReadLog, readLog } from './read-log.ts';
import { type Erasure, ToldByEntries } from './told-by-entries.ts';

type EntriesInput = {
  readonly zip: OpenZip;
  readonly manifest: Manifest;
  readonly replay: FactReplay;
  readonly watched: { readonly origin: string; readonly size: number } | null;
  readonly threads: { readonly path: string; readonly count: number } | null;
};

export type ReadEntries = {
  /** Null when one could not be rebuilt. */
  readonly logs: readonly ReadLog[] | null;
  readonly lastRecordedAt: string;
  /** By position, those the package would carry. */
  readonly erased: ReadonlyMap<number, Erasure>;
  readonly told: ToldByEntries;
  readonly startsAfterEarlierLogs: boolean;
};

/** Reads all logs with their payloads, opens each commitment, and rebuilds the facts along the way. */
export async function readEntries(input: EntriesInput, problems: Problems): Promise<ReadEntries> {
  const erasures = await readErasures(input.zip, problems);
  const payloads = await PayloadCursor.open(input.zip, problems);
  const walk = new EntryWalk(input, { erasures, payloads }, problems);
  const logs: (ReadLog | null)[] = [];
  for (const [number, log] of input.manifest.logs.entries()) {
    const watched = input.watched?.origin === log.origin ? [input.watched.size] : [];
    const onEntry = (placed: PlacedEntry) => walk.visit({ log: number, ...placed });
    logs.push(await readLog({ ...input, log, watched, onEntry }, problems));
  }
  const whole = logs.filter((log) => log !== null);
  if (whole.length < logs.length) return { logs: null, ...walk.seen() };
  await payloads.finish();
  walk.finish(whole);
  return { logs: whole, ...walk.seen() };
}

type Visited = PlacedEntry & { readonly log: number };
type Erasures = Map<string, { readonly by: number; readonly name: string }>;

class EntryWalk {
  readonly #input: EntriesInput;
  readonly #parts: { readonly erasures: Erasures; readonly payloads: PayloadCursor };
  readonly #problems: Problems;
  readonly #ids = new Set<string>();
  readonly #told = new ToldByEntries();
  /** The position of each entry whose payload is said to be erased, by its place. */
  readonly #used = new Map<string, number>();
  #lastRecordedAt = '';

  constructor(
    input: EntriesInput,
    parts: { readonly erasures: Erasures; readonly payloads: PayloadCursor },
    problems: Problems,
  ) {
    this.#input = input;
    this.#parts = parts;
    this.#problems = problems;
  }

  async visit(visited: Visited): Promise<void> {
    const { entry, position, index, log } = visited;
    if (this.#ids.has(entry.id)) this.#problems.add('entry-repeated', `position ${position}`);
    if (entry.recordedAt < this.#lastRecordedAt)
      this.#problems.add('entry-out-of-order', `position ${position}`);
    if ((index === 0) !== (entry.type === 'log.opened@1'))
      this.#problems.add('log-chain-broken', `position ${position}`);
    this.#ids.add(entry.id);
    this.#lastRecordedAt = entry.recordedAt;
    const line = await this.#parts.payloads.take({ log, index });
    if (line === null) this.#visitWithout(visited);
    else await this.#visitWith(visited, line);
  }

  seen() {
    const first = this.#told.openings.get(0);
    const erased = new Map<number, Erasure>();
    for (const position of this.#used.values()) {
      const erasure = this.#told.erasures.get(position);
      if (erasure !== undefined) erased.set(position, erasure);
    }
    return {
      lastRecordedAt: this.#lastRecordedAt,
      erased,
      told: this.#told,
      startsAfterEarlierLogs: first !== undefined && first.predecessor !== null,
    };
  }

  finish(logs: readonly ReadLog[]): void {
    for (const [place, { by, name }] of this.#parts.erasures) {
      const position = this.#used.get(place);
      const erasure = position === undefined ? undefined : this.#told.erasures.get(position);
      if (erasure?.by !== by) this.#problems.add('erasure-without-entry', name);
    }
    for (const [number, log] of logs.entries()) this.#checkChain(number, log, logs[number - 1]);
  }

  #visitWithout({ entry, position, index, log }: Visited): void {
    const place = `${log}/${index}`;
    const isErased = this.#parts.erasures.has(place);
    if (isErased) {
      this.#used.set(place, position);
      this.#input.replay.applyErased(entry);
    } else if (entry.payload !== undefined && payloadRule(entry.type) === 'always') {
      this.#problems.add('payload-missing', `position ${position}`);
    }
  }

  async #visitWith({ entry, position, log }: Visited, line: PayloadLine): Promise<void> {
    const name = `${packagePaths.payloads}: position ${position}`;
    if (!this.#isExpected(entry, line)) return this.#problems.add('payload-unexpected', name);
    if (entry.payload === undefined || !opensCommitment(line, entry.payload)) {
      return this.#problems.add('payload-differs', name);
    }
    await this.#problems.attempt('payload-malformed', name, () => {
      this.#told.take(log, { position, entry }, line);
      if (entry.type === 'identity.recorded@1') checkIdentity(entry, line);
      this.#input.replay.apply(position, entry, line.payload);
    });
  }

  #isExpected(entry: Entry, line: PayloadLine): boolean {
    switch (payloadRule(entry.type)) {
      case 'always':
        return true;
      case 'needed-kinds':
        return isShaped(() => this.#input.replay.needs(line.payload));
      case 'named':
        return this.#input.manifest.names === 'included';
      case 'left-out':
        return false;
    }
  }

  #checkChain(number: number, log: ReadLog, previous: ReadLog | undefined): void {
    const opened = this.#told.openings.get(number);
    const before = opened?.predecessor;
    const isOwn =
      opened !== undefined &&
      opened.origin === log.origin &&
      opened.firstPosition === log.firstPosition &&
      opened.verifierKey === log.vkeyText;
    const continues =
      previous === undefined ||
      (log.firstPosition >= previous.firstPosition + previous.size &&
        (log.firstPosition === previous.firstPosition + previous.size || Boolean(opened?.forked)) &&
        before?.origin === previous.origin &&
        before.size === previous.size &&
        before.root === base64Of(previous.root));
    if (!isOwn || !continues) this.#problems.add('log-chain-broken', log.origin);
  }
}

function checkIdentity(entry: Entry, line: PayloadLine): void {
  if (identityPayloadSchema.parse(line.payload).subject !== entry.refs[0])
    throw new Error('it is of another subject');
}

/** A payload without kind, scope and key is looked at further on, where it is named as malformed. */
function isShaped(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return true;
  }
}

async function readErasures(zip: OpenZip, problems: Problems): Promise<Erasures> {
  const erasures: Erasures = new Map();
  const path = packagePaths.erased;
  await problems.attempt('file-malformed', path, async () => {
    const file = zip.files.get(path);
    if (file === undefined) throw new Error('the file is missing');
    for await (const bytes of readLines(await file.open())) {
      const { log, index, by } = parseErasedLine(textOfUtf8(bytes));
      erasures.set(`${log}/${index}`, { by, name: `${path}: log ${log}, index ${index}` });
    }
  });
  return erasures;
}
