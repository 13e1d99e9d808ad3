import {
  claimsOf,
  freeText,
  type IdentityField,
  identity,
  type RecordOf,
  signatoryIdentity,
  titleOf,
} from '@daybook/kit';
import type { CommitNode } from './answer-schemas.ts';
import { utc } from './utc.ts';

export type TrunkOf = { readonly scope: string; readonly host: string; readonly branch: string };

const signatures: Readonly<Record<string, RecordOf<'change'>['signature']>> = {
  GpgSignature: 'pgp',
  SshSignature: 'ssh',
  SmimeSignature: 'x509',
};

/** One commit of the trunk as a change, with the pull requests that brought it there. */
export function changeOfCommit(commit: CommitNode, trunk: TrunkOf): RecordOf<'change'> {
  return {
    sha: commit.oid,
    title: freeText(titleOf(commit.message)),
    committedAt: utc(commit.committedDate),
    author: personOf(commit.author, trunk) ?? 'unknown',
    committer: personOf(commit.committer, trunk) ?? 'unknown',
    parents: commit.parents.totalCount,
    signature: commit.signature === null ? 'none' : (signatures[commit.signature.__typename] ?? 'unknown'),
    pullRequests: pullRequestsOf(commit.associatedPullRequests, trunk.branch),
    trailers: claimsOf(commit.message, trunk.scope),
  };
}

/**
 * Only a merge into the trunk brought the commit there. Merged elsewhere only, or more pull requests than were listed: the
 * way is not known. None at all: it was pushed directly.
 */
function pullRequestsOf(
  associated: CommitNode['associatedPullRequests'],
  branch: string,
): RecordOf<'change'>['pullRequests'] {
  const merged = associated.nodes.filter((pullRequest) => pullRequest.merged);
  const numbers = merged.filter(({ baseRefName }) => baseRefName === branch).map(({ number }) => number);
  if (numbers.length > 0) return numbers.toSorted((first, second) => first - second);
  const isListed = associated.nodes.length >= associated.totalCount;
  return merged.length === 0 && isListed ? [] : 'unknown';
}

function personOf(person: CommitNode['author'], { scope, host }: TrunkOf): IdentityField | null {
  if (person === null) return null;
  const named = signatoryIdentity({ name: person.name ?? '', email: person.email ?? '' }, scope);
  const login = person.user?.login;
  if (login === undefined) return named;
  const { email, name } = named?.$identity ?? {};
  return identity({ login, system: host, ...(email ? { email } : {}), ...(name ? { name } : {}) });
}
