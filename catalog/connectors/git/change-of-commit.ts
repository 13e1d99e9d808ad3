import { claimsOf, freeText, type RecordOf, signatoryIdentity, titleOf } from '@daybook/kit';
import type { Commit } from './commit.ts';

/** One commit as a change. Which pull request brought it is never known from git alone: a message is only a claim. */
export function changeOfCommit(commit: Commit, scope: string): RecordOf<'change'> {
  return {
    sha: commit.sha,
    title: freeText(titleOf(commit.message)),
    committedAt: commit.committedAt,
    author: signatoryIdentity(commit.author, scope) ?? 'unknown',
    committer: signatoryIdentity(commit.committer, scope) ?? 'unknown',
    parents: commit.parents.length,
    signature: commit.signature,
    pullRequests: 'unknown',
    trailers: claimsOf(commit.message, scope),
  };
}
