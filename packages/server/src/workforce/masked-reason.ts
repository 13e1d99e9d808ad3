import { redactText } from '@daybook/redaction';
import { refuse, type Services } from '../platform/index.ts';

const lengthMax = 2_000;

/** Words as they may be written down for good: what the detectors find is masked, and something must be left. */
export function maskedReason(words: string, services: Pick<Services, 'catalog'>): string {
  const masked = maskedWords(words, services).slice(0, lengthMax);
  return masked === '' ? refuse('bad-request', 'a reason is needed') : masked;
}

export function maskedWords(words: string, { catalog }: Pick<Services, 'catalog'>): string {
  const clean = words.toWellFormed().replaceAll('\0', '\u{fffd}').trim();
  return redactText(clean, catalog.detectors).text;
}
