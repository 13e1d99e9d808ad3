import { hasAckList, refersToPullRequest, trailersOf } from '@daybook/kit';
import type { Commit } from './commit.ts';

type CountName =
  | 'commits'
  | 'merges'
  | 'withReviewedBy'
  | 'withSignedOffBy'
  | 'withPrReference'
  | 'withAckList'
  | 'signed'
  | 'authorDiffersFromCommitter'
  | 'reviewerEqualsAuthorOnly';

/** Counts by which people recognise their repository. People are compared by mail address, whatever its case. */
export class HistoryCounts {
  readonly #showsSignatures: boolean;
  readonly #counts: Record<CountName, number> = {
    commits: 0,
    merges: 0,
    withReviewedBy: 0,
    withSignedOffBy: 0,
    withPrReference: 0,
    withAckList: 0,
    signed: 0,
    authorDiffersFromCommitter: 0,
    reviewerEqualsAuthorOnly: 0,
  };

  constructor(showsSignatures: boolean) {
    this.#showsSignatures = showsSignatures;
  }

  add(commit: Commit): void {
    const trailers = trailersOf(commit.message);
    const author = commit.author.email.toLowerCase();
    const reviewers = trailers.reviewedBy.map((reviewer) => reviewer.email.toLowerCase());
    this.#count('commits', true);
    this.#count('merges', commit.parents.length > 1);
    this.#count('withReviewedBy', reviewers.length > 0);
    this.#count('withSignedOffBy', trailers.signedOffBy.length > 0);
    this.#count('withPrReference', refersToPullRequest(commit.message));
    this.#count('withAckList', hasAckList(commit.message));
    this.#count('signed', commit.signature !== 'none');
    this.#count('authorDiffersFromCommitter', author !== commit.committer.email.toLowerCase());
    this.#count(
      'reviewerEqualsAuthorOnly',
      reviewers.length > 0 && reviewers.every((email) => email === author),
    );
  }

  /** `signed` is left out where the source cannot show signatures. */
  attributes(): Record<string, number> {
    const { signed, ...others } = this.#counts;
    return this.#showsSignatures ? { ...others, signed } : others;
  }

  #count(name: CountName, holds: boolean): void {
    if (holds) this.#counts[name] += 1;
  }
}
