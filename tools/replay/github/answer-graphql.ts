import { z } from 'zod';
import type { GeneratedCommit, GeneratedPullRequest, GeneratedRepository } from './generated-repository.ts';
import type { Asked, FaultKind } from './replay-faults.ts';

const question = z.object({
  query: z.string(),
  variables: z.object({
    owner: z.string().optional(),
    name: z.string().optional(),
    id: z.string().optional(),
    pageSize: z.int().max(100).optional(),
    after: z.string().nullish(),
  }),
});

export type Question = z.infer<typeof question>;

export function parseQuestion(body: string): Question {
  return question.parse(JSON.parse(body));
}

/** Which of the four queries this is; the replay knows no others. */
export function askedBy({ query }: Question): Asked {
  if (query.includes('history(')) return 'history';
  if (query.includes('pullRequests(')) return 'pull-requests';
  return query.includes('node(') ? 'reviews' : 'repository';
}

/** The `data` of an answer, paged as GitHub pages, with the fault worked into it. */
export function answerGraphql(
  asked: Asked,
  { variables }: Question,
  repository: GeneratedRepository,
  fault: FaultKind | null,
): unknown {
  const page = { size: variables.pageSize ?? 100, after: variables.after ?? null, fault };
  if (fault === 'changed-schema') return { repository: { node: 7 }, node: { reviews: 'none' } };
  if (asked === 'repository') return { repository: repositoryOf(repository) };
  if (asked === 'history') {
    return {
      repository: {
        object: {
          history: paged(
            repository.commits.map((c) => commitOf(c, repository)),
            page,
          ),
        },
      },
    };
  }
  if (asked === 'pull-requests') {
    return { repository: { pullRequests: paged(repository.pullRequests.map(pullRequestOf), page) } };
  }
  const pullRequest = repository.pullRequests.find((one) => one.id === variables.id);
  return { node: { reviews: paged(pullRequest?.reviews ?? [], page) } };
}

type PageWanted = { readonly size: number; readonly after: string | null; readonly fault: FaultKind | null };

function paged<T>(all: readonly T[], { size, after, fault }: PageWanted) {
  const isRepeated = fault === 'repeated-page' && after !== null;
  const start = after === null || isRepeated ? 0 : Number(after.replace('cursor:', ''));
  const end = Math.min(all.length, start + size);
  return {
    totalCount: fault === 'wrong-total' ? all.length + 1 : all.length,
    pageInfo: { hasNextPage: end < all.length, endCursor: end === 0 ? null : `cursor:${end}` },
    nodes: all.slice(start, end),
  };
}

function repositoryOf({ owner, name, branch, commits }: GeneratedRepository) {
  const oid = commits[0]?.oid;
  return {
    nameWithOwner: `${owner}/${name}`,
    url: `https://github.com/${owner}/${name}`,
    isEmpty: oid === undefined,
    defaultBranchRef: oid === undefined ? null : { name: branch, target: { oid } },
  };
}

function commitOf(commit: GeneratedCommit, repository: GeneratedRepository) {
  const person = {
    name: commit.author.name ?? commit.author.login,
    email: `${commit.author.login}@team.example`,
    user: { login: commit.author.login },
  };
  const associated = repository.pullRequests.filter(({ number }) => commit.pullRequests.includes(number));
  return {
    oid: commit.oid,
    message: commit.message,
    committedDate: commit.committedDate,
    parents: { totalCount: commit.parents.length, nodes: commit.parents.map((oid) => ({ oid })) },
    author: person,
    committer: { name: 'GitHub', email: 'noreply@github.example', user: null },
    signature: commit.isSigned ? { __typename: 'GpgSignature' } : null,
    associatedPullRequests: {
      totalCount: associated.length,
      nodes: associated.map(({ number, state, baseRefName }) => ({
        number,
        merged: state === 'MERGED',
        baseRefName,
      })),
    },
  };
}

function pullRequestOf(pullRequest: GeneratedPullRequest) {
  return { ...pullRequest, reviews: paged(pullRequest.reviews, { size: 100, after: null, fault: null }) };
}
