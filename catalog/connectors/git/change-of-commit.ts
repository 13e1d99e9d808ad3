import { freeText, type IdentityField, identity, type RecordOf } from '@daybook/kit';
import type { Commit, Signatory } from './commit.ts';
import { trailersOf } from './trailers.ts';

const titleLengthMax = 1_000;
const identityLengthMax = 320;

/** One commit as a change. Which pull request brought it is never known from git alone: a message is only a claim. */
export function changeOfCommit(commit: Commit, scope: string): RecordOf<'change'> {
  const trailers = trailersOf(commit.message);
  const people = (all: readonly Signatory[]) => all.flatMap((one) => identityOf(one, scope) ?? []);
  return {
    sha: commit.sha,
    title: freeText(titleOf(commit.message)),
    committedAt: commit.committedAt,
    author: identityOf(commit.author, scope) ?? 'unknown',
    committer: identityOf(commit.committer, scope) ?? 'unknown',
    parents: commit.parents.length,
    signature: commit.signature,
    pullRequests: 'unknown',
    trailers: {
      reviewedBy: people(trailers.reviewedBy),
      ackedBy: people(trailers.ackedBy),
      signedOffBy: people(trailers.signedOffBy),
      reviewedOn: [...trailers.reviewedOn],
      pullRequest: trailers.pullRequest,
    },
  };
}

/** A name alone is unique at best within its repository, so that is the system it is told with. */
function identityOf(signatory: Signatory, scope: string): IdentityField | null {
  const email = printable(signatory.email);
  const name = printable(signatory.name);
  if (email !== '') return identity(name === '' ? { email } : { email, name });
  return name === '' ? null : identity({ name, system: scope });
}

function titleOf(message: string): string {
  const subject = message.trimStart().split('\n', 1)[0] ?? '';
  return Array.from(withoutControls(subject)).slice(0, titleLengthMax).join('').trim();
}

function printable(text: string): string {
  return withoutControls(text).trim().slice(0, identityLengthMax).trim();
}

/** Control characters have no place in names and titles, and a database column refuses the first of them. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
