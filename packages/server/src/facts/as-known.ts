import { z } from 'zod';
import {
  newestEntryUpTo,
  newestPosition,
  positionAt,
  type RecordedPosition,
  readEntriesAt,
} from '../ledger/index.ts';
import type { Services, Tx } from '../platform/index.ts';
import type { FactView } from './fact-view.ts';

/** What any list of facts may be asked: as known when, and as it was when. */
export const timeQuery = z.object({
  /** An instant, or a position of the ledger: nothing recorded after it is told. */
  knownAt: z.union([z.string().regex(/^\d{1,15}$/), z.iso.datetime({ offset: true })]).optional(),
  /** The instant the answer is about. */
  trueAt: z.iso.datetime({ offset: true }).optional(),
});

/** Repeats what a question about the past was answered from. */
export const timeAnswer = {
  /** The newest entry the answer rests on; position -1 where the ledger had none yet. Null: not asked, as of now. */
  asKnown: z.object({ position: z.int(), recordedAt: z.string().nullable() }).nullable(),
  /** What has to be said about the question, in plain words; null when nothing has. */
  note: z.string().nullable(),
};

export type TimeAsked = z.output<typeof timeQuery>;

export type AsKnown = {
  readonly view: FactView;
  /** Completeness is judged at this instant. */
  readonly asOf: string;
  /** Populations are those told up to here; null means now. */
  readonly position: number | null;
  readonly answer: {
    readonly asKnown: { readonly position: number; readonly recordedAt: string | null } | null;
    readonly note: string | null;
  };
};

/** The same, as far as these connections told it; null is all of them. */
export function toldOnlyBy(at: AsKnown, connections: readonly string[] | null): AsKnown {
  return { ...at, view: { ...at.view, connections } };
}

/** Where a question about the past looks from. The future is not known: asking for it answers as of now, and says so. */
export async function resolveAsKnown(
  tx: Tx,
  asked: TimeAsked,
  { clock }: Pick<Services, 'clock'>,
): Promise<AsKnown> {
  const now = clock.now();
  const trueAsked = asked.trueAt === undefined ? null : new Date(asked.trueAt).toISOString();
  const trueAt = trueAsked !== null && trueAsked > now ? now : trueAsked;
  const notes = trueAsked === trueAt ? [] : [`${trueAsked} lies in the future: this is how it is now`];
  const known = asked.knownAt === undefined ? null : await resolveKnownAt(tx, asked.knownAt, now);
  if (known?.note) notes.push(known.note);
  const note = notes.length === 0 ? null : notes.join('; ');
  if (known === null) {
    const view = { boundary: null, trueAt };
    return { view, asOf: trueAt ?? now, position: null, answer: { asKnown: null, note } };
  }
  const boundary = (await newestEntryUpTo(tx, known.position, 'pull.completed@1'))?.position ?? -1;
  const { position, recordedAt } = known;
  return {
    view: { boundary, trueAt },
    asOf: trueAt !== null && trueAt < known.asOf ? trueAt : known.asOf,
    position,
    answer: { asKnown: { position, recordedAt }, note },
  };
}

type Known = {
  readonly position: number;
  readonly recordedAt: string | null;
  readonly asOf: string;
  readonly note: string | null;
};

async function resolveKnownAt(tx: Tx, asked: string, now: string): Promise<Known> {
  const newest = await newestPosition(tx);
  return /^\d+$/.test(asked)
    ? knownAtPosition(tx, Number(asked), newest, now)
    : knownAtInstant(tx, new Date(asked).toISOString(), newest, now);
}

async function knownAtPosition(
  tx: Tx,
  position: number,
  newest: RecordedPosition | null,
  now: string,
): Promise<Known> {
  if (newest === null) return nothingYet(now, 'nothing has been recorded yet');
  if (position >= newest.position) {
    const note = `the ledger ends at entry ${newest.position}: this is as it is known now`;
    return { ...newest, asOf: now, note: position === newest.position ? null : note };
  }
  const [found] = await readEntriesAt(tx, [position]);
  const recordedAt = found?.entry.recordedAt ?? newest.recordedAt;
  return { position, recordedAt, asOf: recordedAt, note: null };
}

async function knownAtInstant(
  tx: Tx,
  instant: string,
  newest: RecordedPosition | null,
  now: string,
): Promise<Known> {
  if (instant > now && newest !== null) {
    return { ...newest, asOf: now, note: `${instant} lies in the future: this is as it is known now` };
  }
  const found = newest === null ? null : await positionAt(tx, instant);
  if (found === null)
    return nothingYet(instant, `nothing was recorded by ${instant}: the ledger begins later`);
  return { ...found, asOf: instant, note: null };
}

function nothingYet(asOf: string, note: string): Known {
  return { position: -1, recordedAt: null, asOf, note };
}
