/** Why a time stamp does not count. The message may be shown; it holds nothing the authority sent. */
export class TimestampProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TimestampProblem';
  }
}

/** The token is true to itself, and its signer is nobody the given roots vouch for. */
export class UntrustedTimestamp extends TimestampProblem {
  constructor(message: string) {
    super(message);
    this.name = 'UntrustedTimestamp';
  }
}
