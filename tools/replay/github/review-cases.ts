import type { GeneratedActor, GeneratedReview, KeyRow } from './generated-repository.ts';

/** A moment relative to the merge, in minutes; negative is before it. */
type ReviewPlan = {
  readonly state: GeneratedReview['state'];
  readonly by: 'other' | 'second' | 'author' | 'bot';
  readonly minutes: number | null;
};

export type ReviewCase = Pick<KeyRow, 'case' | 'outcome' | 'code'> & {
  /** How the commit reaches the trunk. `elsewhere`: its only pull request was merged into another branch. */
  readonly way: 'squash' | 'merge' | 'rebase' | 'direct' | 'elsewhere';
  readonly author?: GeneratedActor | null;
  readonly reviews: readonly ReviewPlan[];
};

const approved = (by: ReviewPlan['by'], minutes: number | null): ReviewPlan => ({
  state: 'APPROVED',
  by,
  minutes,
});
const review = (state: ReviewPlan['state'], by: ReviewPlan['by'], minutes: number | null): ReviewPlan => ({
  state,
  by,
  minutes,
});
const pass = { outcome: 'pass', code: 'approved-before-merge' } as const;
const robot: GeneratedActor = { __typename: 'Bot', login: 'updates' };

/** One line per way a change can be reviewed or not, with the verdict it must get. */
export const reviewCases: readonly ReviewCase[] = [
  { case: 'reviewed, squashed', way: 'squash', reviews: [approved('other', -30)], ...pass },
  {
    case: 'reviewed, merged',
    way: 'merge',
    reviews: [approved('other', -5), approved('second', -2)],
    ...pass,
  },
  { case: 'reviewed, rebased', way: 'rebase', reviews: [approved('second', -60)], ...pass },
  {
    case: 'reviewed at the very moment of the merge',
    way: 'squash',
    reviews: [approved('other', 0)],
    ...pass,
  },
  {
    case: 'changes requested, then approved',
    way: 'squash',
    reviews: [review('CHANGES_REQUESTED', 'other', -50), approved('other', -10)],
    ...pass,
  },
  {
    case: 'a bot writes, a person approves',
    way: 'squash',
    author: robot,
    reviews: [approved('other', -10)],
    ...pass,
  },
  {
    case: 'approved after a long discussion',
    way: 'squash',
    reviews: [
      ...Array.from({ length: 120 }, (_, i) => review('COMMENTED', 'second', i - 200)),
      approved('other', -5),
    ],
    ...pass,
  },
  {
    case: 'only self-approved',
    way: 'squash',
    reviews: [approved('author', -20)],
    outcome: 'fail',
    code: 'self-approved',
  },
  {
    case: 'approved after the merge',
    way: 'merge',
    reviews: [approved('other', 15)],
    outcome: 'fail',
    code: 'approved-after-merge',
  },
  {
    case: 'approval dismissed',
    way: 'squash',
    reviews: [review('DISMISSED', 'other', -20)],
    outcome: 'fail',
    code: 'no-approval',
  },
  {
    case: 'approval taken back by a request for changes',
    way: 'squash',
    reviews: [approved('other', -40), review('CHANGES_REQUESTED', 'other', -20)],
    outcome: 'fail',
    code: 'approval-withdrawn',
  },
  {
    case: 'only a bot approved',
    way: 'squash',
    reviews: [approved('bot', -20)],
    outcome: 'fail',
    code: 'bot-approved',
  },
  {
    case: 'only commented',
    way: 'merge',
    reviews: [review('COMMENTED', 'other', -20)],
    outcome: 'fail',
    code: 'no-approval',
  },
  {
    case: 'only a draft of a review',
    way: 'squash',
    reviews: [review('PENDING', 'other', null)],
    outcome: 'fail',
    code: 'no-approval',
  },
  { case: 'nobody looked, rebased', way: 'rebase', reviews: [], outcome: 'fail', code: 'no-approval' },
  { case: 'pushed directly', way: 'direct', reviews: [], outcome: 'fail', code: 'pushed-directly' },
  {
    case: 'author deleted',
    way: 'squash',
    author: null,
    reviews: [approved('other', -20)],
    outcome: 'unknown',
    code: 'author-unknown',
  },
  {
    case: 'time of the approval not told',
    way: 'squash',
    reviews: [approved('other', null)],
    outcome: 'unknown',
    code: 'review-time-unknown',
  },
  {
    case: 'merged into another branch only',
    way: 'elsewhere',
    reviews: [approved('other', -9)],
    outcome: 'unknown',
    code: 'no-review-record',
  },
];
