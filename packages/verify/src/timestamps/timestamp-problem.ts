/** Why a time stamp does not count. The message may be shown; it holds nothing the authority sent. */
export class TimestampProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TimestampProblem';
  }
}
