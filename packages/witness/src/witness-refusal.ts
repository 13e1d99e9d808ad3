/** Why a witness does not start, and what to do. */
export class WitnessRefusal extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'WitnessRefusal';
    this.hint = hint;
  }
}
