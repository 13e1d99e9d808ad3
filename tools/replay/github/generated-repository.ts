/** What the replayed GitHub holds, in the words of its own answers. */
export type GeneratedActor = {
  readonly __typename: 'User' | 'Bot';
  readonly login: string;
  readonly name?: string;
};

export type GeneratedReview = {
  readonly id: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly submittedAt: string | null;
  readonly author: GeneratedActor | null;
};

export type GeneratedPullRequest = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly createdAt: string;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  readonly author: GeneratedActor | null;
  readonly mergedBy: GeneratedActor | null;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly reviews: readonly GeneratedReview[];
};

export type GeneratedCommit = {
  readonly oid: string;
  readonly message: string;
  readonly committedDate: string;
  readonly parents: readonly string[];
  readonly author: GeneratedActor;
  readonly isSigned: boolean;
  readonly pullRequests: readonly number[];
};

/** The verdict a commit must get, written down by the case it was generated for and never by running a check. */
export type KeyRow = {
  readonly sha: string;
  readonly case: string;
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'not-applicable';
  readonly code: string;
};

export type GeneratedRepository = {
  readonly owner: string;
  readonly name: string;
  readonly branch: string;
  /** All commits reachable from the head, newest first. */
  readonly commits: readonly GeneratedCommit[];
  readonly pullRequests: readonly GeneratedPullRequest[];
  /** One row per commit on the first-parent line, newest first. */
  readonly key: readonly KeyRow[];
};

/** The same repository with the approvals of the pull requests that brought one commit taken out. */
export function withoutApprovals(repository: GeneratedRepository, sha: string): GeneratedRepository {
  const numbers = repository.commits.find((commit) => commit.oid === sha)?.pullRequests ?? [];
  const pullRequests = repository.pullRequests.map((pullRequest) =>
    numbers.includes(pullRequest.number)
      ? { ...pullRequest, reviews: pullRequest.reviews.filter((review) => review.state !== 'APPROVED') }
      : pullRequest,
  );
  return { ...repository, pullRequests };
}
