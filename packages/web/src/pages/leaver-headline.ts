import type { LeaverFigures } from '@daybook/client';
import { textsOf } from '../messages/catalogue.ts';
import { en } from './en.ts';
import { hoursText } from './leavers/run-state.ts';

const texts = textsOf({ en }).leavers;

/** The number, or in words why there is none. That nobody left is said only where nobody did and every list is whole. */
export function leaverHeadline(figures: LeaverFigures): {
  readonly text: string;
  readonly isNumber: boolean;
} {
  const { n, medianHours, p90Hours, isWhole } = figures;
  if (medianHours !== null && p90Hours !== null && n > 0) {
    return { text: texts.value(hoursText(medianHours), hoursText(p90Hours)), isNumber: true };
  }
  const { open, attested, excepted, nothingFound } = figures;
  if (open + attested + excepted + nothingFound > 0) return { text: texts.noneProven, isNumber: false };
  return { text: isWhole ? texts.noneYet : texts.cannotTell, isNumber: false };
}

/** What the number leaves out, or what weighs on it; each with how many. */
export function leaverRemarks({ nothingFound, excepted, attested }: LeaverFigures): readonly string[] {
  return [
    ...(attested > 0 ? [texts.attested(String(attested))] : []),
    ...(excepted > 0 ? [texts.excepted(String(excepted))] : []),
    ...(nothingFound > 0 ? [texts.nothingFound(String(nothingFound))] : []),
  ];
}
