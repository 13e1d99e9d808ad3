import { defineCheck, type FactOf, type Finding, type Item } from '@daybook/kit';

type PullRequest = FactOf<'pull-request'>;
type Review = Exclude<PullRequest['reviews'], 'unknown'>[number];

export const check = defineCheck({
  id: 'change-reviewed',
  version: 1,
  title: 'Change reviewed before merge',
  summary:
    'Each commit on the default branch came through a pull request that someone other than its author, and no bot, had approved when it was merged.',
  control: 'change-review',
  population: 'change',
  related: {
    kind: 'pull-request',
    scope: 'same',
    keys: (change) => (change.pullRequests === 'unknown' ? [] : change.pullRequests.map(String)),
  },
  evaluate(item, related) {
    const { pullRequests } = item.value;
    if (pullRequests === 'unknown') return noReviewRecord;
    if (pullRequests.length === 0) return judgeDirectCommit(item.value);
    return judgeChange(pullRequests, related.items, related.isComplete);
  },
});

const noReviewRecord: Finding = {
  outcome: 'unknown',
  code: 'no-review-record',
  reason: 'the source does not record how this change was reviewed',
  settle: 'connect GitHub, so that the pull request of this change and its reviews can be seen',
};

function judgeDirectCommit(change: FactOf<'change'>): Finding {
  if (change.parents === 0) {
    return {
      outcome: 'not-applicable',
      code: 'first-commit',
      reason: 'the first commit of a repository has nothing to be merged into',
    };
  }
  if (change.parents === 'unknown') {
    return unknown(
      'parents-unknown',
      'it came without a pull request, but it may be the first commit of the repository',
      'connect the repository itself, so that the parents of this commit can be seen',
    );
  }
  return fail('pushed-directly', 'it reached the default branch without a merged pull request');
}

/** One reviewed way to the trunk is enough; without one, what cannot be seen weighs more than what is seen to fail. */
function judgeChange(
  numbers: readonly number[],
  items: readonly Item<'pull-request'>[],
  isComplete: boolean,
): Finding {
  const findings = numbers.map((number) => {
    const found = items.find((item) => item.value.number === number);
    return found === undefined ? judgeMissing(isComplete) : judgePullRequest(found.value);
  });
  const decisive =
    findings.find((finding) => finding.outcome === 'pass') ??
    findings.find((finding) => finding.outcome === 'unknown') ??
    findings.find((finding) => finding.code !== 'pushed-directly');
  return decisive ?? fail('pushed-directly', 'it reached the default branch without a merged pull request');
}

function judgeMissing(isComplete: boolean): Finding {
  if (isComplete) {
    return fail(
      'pull-request-missing',
      'the pull request it names is not in the complete list of pull requests',
    );
  }
  return unknown(
    'pull-request-not-seen',
    'the pull request it names has not been seen',
    'collect the pull requests of this repository to the end',
  );
}

function judgePullRequest(pullRequest: PullRequest): Finding {
  if (pullRequest.state !== 'merged') {
    return fail('pushed-directly', 'it reached the default branch without a merged pull request');
  }
  if (pullRequest.reviews === 'unknown') {
    return unknown(
      'reviews-unknown',
      'the source does not tell the reviews of its pull request',
      'give the connection the right to read reviews, then collect again',
    );
  }
  const standings = pullRequest.reviews.map((review, i, all) => standingOf(review, i, all, pullRequest));
  return findingFor(new Set(standings));
}

/** What one review is worth, the definite no first. */
type Standing =
  | 'qualifies'
  | 'not-an-approval'
  | 'bot'
  | 'own'
  | 'late'
  | 'withdrawn'
  | 'time-unknown'
  | 'merge-time-unknown'
  | 'author-unknown'
  | 'reviewer-kind-unknown';

function standingOf(
  review: Review,
  place: number,
  all: readonly Review[],
  pullRequest: PullRequest,
): Standing {
  const { mergedAt, author } = pullRequest;
  if (review.state !== 'approved') return 'not-an-approval';
  if (review.isBot === true) return 'bot';
  if (review.reviewer === author) return 'own';
  const mergedMs = momentOf(mergedAt);
  const approvedMs = momentOf(review.submittedAt);
  if (mergedMs !== null && approvedMs !== null && approvedMs > mergedMs) return 'late';
  const withdrawal = withdrawalOf(review, place, all, mergedMs);
  if (withdrawal === 'withdrawn') return 'withdrawn';
  if (approvedMs === null || withdrawal === 'unknown') return 'time-unknown';
  if (mergedMs === null) return 'merge-time-unknown';
  if (author === 'unknown') return 'author-unknown';
  return review.isBot === 'unknown' ? 'reviewer-kind-unknown' : 'qualifies';
}

/** Whether the reviewer took the approval back before the merge. Of two at one instant the one listed later stands. */
function withdrawalOf(
  approval: Review,
  place: number,
  all: readonly Review[],
  mergedMs: number | null,
): 'none' | 'withdrawn' | 'unknown' {
  const approvedMs = momentOf(approval.submittedAt);
  let answer: 'none' | 'unknown' = 'none';
  for (const [i, other] of all.entries()) {
    const takesBack = other.state === 'changes-requested' || other.state === 'dismissed';
    if (!takesBack || other.reviewer !== approval.reviewer) continue;
    const otherMs = momentOf(other.submittedAt);
    if (otherMs !== null && mergedMs !== null && otherMs > mergedMs) continue;
    if (otherMs === null || approvedMs === null) {
      answer = 'unknown';
      continue;
    }
    if (otherMs < approvedMs || (otherMs === approvedMs && i < place)) continue;
    if (mergedMs !== null) return 'withdrawn';
    answer = 'unknown';
  }
  return answer;
}

function findingFor(standings: ReadonlySet<Standing>): Finding {
  if (standings.has('qualifies')) {
    return {
      outcome: 'pass',
      code: 'approved-before-merge',
      reason: 'someone other than its author approved it before it was merged',
    };
  }
  return unsettled(standings) ?? failed(standings);
}

function unsettled(standings: ReadonlySet<Standing>): Finding | null {
  if (standings.has('time-unknown')) {
    const settle = 'collect the reviews with the time each was given';
    return unknown('review-time-unknown', 'an approval exists, but not when it was given', settle);
  }
  if (standings.has('merge-time-unknown')) {
    const settle = 'collect the pull request with the time it was merged';
    return unknown('merge-time-unknown', 'an approval exists, but not when the merge happened', settle);
  }
  if (standings.has('author-unknown')) {
    const settle = 'find out who opened the pull request; a deleted account hides it';
    return unknown('author-unknown', 'an approval exists, but not who the author was', settle);
  }
  if (standings.has('reviewer-kind-unknown')) {
    const settle = 'find out whether the approving account is a person; bots never approve';
    return unknown('reviewer-kind-unknown', 'an approval exists, but not whether a person gave it', settle);
  }
  return null;
}

function failed(standings: ReadonlySet<Standing>): Finding {
  if (standings.has('late'))
    return fail('approved-after-merge', 'it was approved only after it had been merged');
  if (standings.has('withdrawn')) {
    return fail('approval-withdrawn', 'its approval was taken back before it was merged');
  }
  if (standings.has('own')) return fail('self-approved', 'only its own author approved it');
  if (standings.has('bot')) return fail('bot-approved', 'only a bot approved it');
  return fail('no-approval', 'nobody approved it before it was merged');
}

function momentOf(instant: string | null): number | null {
  return instant === null || instant === 'unknown' ? null : Date.parse(instant);
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string, settle: string): Finding {
  return { outcome: 'unknown', code, reason, settle };
}
