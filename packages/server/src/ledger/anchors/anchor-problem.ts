/** Why a target did not confirm a checkpoint, in a sentence that may be shown. It holds nothing the other side sent. */
export class AnchorProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AnchorProblem';
  }
}
