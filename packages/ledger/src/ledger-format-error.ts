/** What is wrong with a text or a value that claims to be in one of the ledger's formats. */
export type LedgerFormatCode =
  | 'bad-base64'
  | 'bad-bundle'
  | 'bad-checkpoint'
  | 'bad-commitment'
  | 'bad-entry'
  | 'bad-envelope'
  | 'bad-frontier'
  | 'bad-json'
  | 'bad-note'
  | 'bad-number'
  | 'bad-policy'
  | 'bad-proof'
  | 'bad-request'
  | 'bad-rotation'
  | 'bad-statement'
  | 'bad-string'
  | 'bad-tile'
  | 'bad-type'
  | 'bad-vkey'
  | 'not-canonical'
  | 'out-of-range'
  | 'too-deep'
  | 'too-large'
  | 'unverified-envelope'
  | 'unverified-note';

/** The only error this package throws on input it refuses. The message never repeats contents of an entry or payload. */
export class LedgerFormatError extends Error {
  readonly code: LedgerFormatCode;

  constructor(code: LedgerFormatCode, message: string) {
    super(message);
    this.name = 'LedgerFormatError';
    this.code = code;
  }
}
