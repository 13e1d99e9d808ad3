import { LedgerFormatError } from './ledger-format-error.ts';

/** The words in which a refusal says why. It is one of this package's, with a code; anything else that is thrown passes through. */
export function refusalOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof LedgerFormatError && error.code.length > 0 && error.message.length > 0) {
      return error.message;
    }
    throw error;
  }
  throw new Error('it was not refused');
}
