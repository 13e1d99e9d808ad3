import type { LeaverDetail, Removal } from '@daybook/client';
import { textsOf } from '../messages/catalogue.ts';
import { removalTexts, whatOfRemoval, wordOfRemoval } from './removal-states.ts';
import { type Span, shareOf } from './time-line.ts';
import { exactTime } from './when.tsx';

const en = {
  never: 'no complete list held it',
  seen: (at: string) => `last seen ${at}`,
  absent: (at: string) => `first seen so ${at}`,
  due: (at: string) => `due ${at}`,
  late: 'late',
  used: (at: string) => `used after the end, ${at}`,
};
const texts = textsOf({ en });

/** A heading where there is no removal. */
export type FanRow = { readonly id: string; readonly label: string; readonly removal: Removal | null };

const layers = ['partner', 'individual', 'token'] as const;

/** Grouped by layer, the partner first; a heading only where there is more than one layer. */
export function fanRows(removals: readonly Removal[]): readonly FanRow[] {
  const groups = layers.map((layer) => ({ layer, own: removals.filter((one) => one.layer === layer) }));
  const filled = groups.filter(({ own }) => own.length > 0);
  return filled.flatMap(({ layer, own }) => {
    const heading = { id: layer, label: `${removalTexts.layers[layer]}, N = ${own.length}`, removal: null };
    const rows = own.map((removal) => ({ id: removal.id, label: titleOf(removal), removal }));
    return filled.length > 1 ? [heading, ...rows] : rows;
  });
}

export function titleOf(removal: Pick<Removal, 'system' | 'what' | 'title' | 'isToHandOver'>): string {
  const { system, title } = removal;
  const what = `${system}: ${whatOfRemoval(removal)}`;
  return title === system ? what : `${what} ${title}`;
}

/** One item in one sentence, for those who listen and for the caption. */
export function rowWords(removal: Removal): string {
  const { lastSeenAt, firstAbsentAt, dueAt, isLate, usedAfterAt, reasons } = removal;
  const parts = [
    wordOfRemoval(removal),
    lastSeenAt === null ? texts.never : texts.seen(exactTime(lastSeenAt)),
    ...(firstAbsentAt === null ? [] : [texts.absent(exactTime(firstAbsentAt))]),
    `${texts.due(exactTime(dueAt))}${isLate ? `, ${texts.late}` : ''}`,
    ...(usedAfterAt === null ? [] : [texts.used(exactTime(usedAfterAt))]),
    ...(removal.state === 'open' ? reasons : []),
  ];
  return `${titleOf(removal)}. ${parts.join('; ')}.`;
}

export type FanClock = {
  readonly span: Span;
  readonly effectiveAt: string;
  readonly effectiveShare: number;
  readonly nowShare: number;
  covers(instant: string): boolean;
};

/** One clock for all items: from a little before they left until now, or until the last of it was gone. */
export function fanClock(
  { effectiveAt, removals, state }: Pick<LeaverDetail, 'effectiveAt' | 'removals' | 'state'>,
  nowMs: number,
): FanClock {
  const effectiveMs = Date.parse(effectiveAt);
  const absentMs = removals.flatMap(({ firstAbsentAt }) =>
    firstAbsentAt === null ? [] : [Date.parse(firstAbsentAt)],
  );
  const isOver = state === 'closed' && absentMs.length > 0;
  const lastMs = Math.max(effectiveMs + hourMs, isOver ? Math.max(...absentMs) : nowMs);
  // What is due soon is worth seeing; what is due much later would squeeze everything else.
  const lengthMs = lastMs - effectiveMs;
  const dueMs = removals.map(({ dueAt }) => Date.parse(dueAt)).filter((at) => at <= lastMs + lengthMs);
  const endMs = isOver ? lastMs : Math.max(lastMs, ...dueMs);
  const span = { fromMs: effectiveMs - lengthMs * 0.12, toMs: endMs + lengthMs * 0.06 };
  return {
    span,
    effectiveAt,
    effectiveShare: shareOf(effectiveMs, span),
    nowShare: shareOf(lastMs, span),
    covers: (instant) => Date.parse(instant) >= span.fromMs && Date.parse(instant) <= span.toMs,
  };
}

const hourMs = 3_600_000;
