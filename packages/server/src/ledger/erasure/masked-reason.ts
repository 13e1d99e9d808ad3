import { redactText } from '@daybook/redaction';
import { refuse, type Services } from '../../platform/index.ts';

/** A reason as it may be written down for good: what the detectors find is masked, and something must be left. */
export function maskedReason(reason: string, { catalog }: Pick<Services, 'catalog'>): string {
  const clean = reason.toWellFormed().replaceAll('\0', '\u{fffd}').trim();
  if (clean === '') refuse('bad-request', 'a reason is needed');
  return redactText(clean, catalog.detectors).text.slice(0, 2_000);
}
