import type { Erasure } from '@daybook/client';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** What is erased, in a few words. */
export function erasureTitle({ subject, subjectName, positions }: Erasure): string {
  if (subject !== null) return subjectName ?? texts.person;
  return texts.entries(formatNumber(positions));
}
