import { freeText, type RecordOf, titleOf } from '@daybook/kit';
import { actorIdentity, isBotActor, reviewerIdentity } from './actor-identity.ts';
import type { PullRequestNode, ReviewNode } from './answer-schemas.ts';
import { utc } from './utc.ts';

const states = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;
const reviewStates = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
} as const;

type Reviews = RecordOf<'pull-request'>['reviews'];

export function pullRequestRecord(
  node: Omit<PullRequestNode, 'id' | 'reviews'>,
  reviews: Reviews,
  host: string,
): RecordOf<'pull-request'> {
  const isMerged = node.state === 'MERGED';
  return {
    number: node.number,
    title: freeText(titleOf(node.title)),
    author: actorIdentity(node.author, host) ?? 'unknown',
    authorIsBot: isBotActor(node.author),
    baseBranch: node.baseRefName.slice(0, 200),
    state: states[node.state],
    createdAt: utc(node.createdAt),
    mergedAt: isMerged ? (node.mergedAt === null ? 'unknown' : utc(node.mergedAt)) : null,
    mergedBy: isMerged ? (actorIdentity(node.mergedBy, host) ?? 'unknown') : null,
    mergeCommit: isMerged ? (node.mergeCommit?.oid ?? 'unknown') : null,
    reviews,
  };
}

/** A pending review is a draft that only its writer sees; it is no review yet. */
export function reviewRecords(nodes: readonly ReviewNode[], host: string): Exclude<Reviews, 'unknown'> {
  return nodes.flatMap((review) => {
    if (review.state === 'PENDING') return [];
    return {
      reviewer: reviewerIdentity(review.author, host),
      state: reviewStates[review.state],
      submittedAt: review.submittedAt ? utc(review.submittedAt) : 'unknown',
      isBot: isBotActor(review.author),
    };
  });
}
