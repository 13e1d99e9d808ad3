import type { Emission, PopulationRef, SourceError } from '@daybook/kit';
import {
  type PullRequestNode,
  pullRequestsAnswer,
  type ReviewNode,
  reviewsAnswer,
} from './answer-schemas.ts';
import type { Repository } from './collect-repository.ts';
import type { GithubClient } from './github-client.ts';
import { listFailure, populationEnd } from './population-end.ts';
import { pullRequestRecord, reviewRecords } from './pull-request-record.ts';
import { pullRequestsQuery, reviewsQuery } from './queries.ts';
import { type PageTally, readPages } from './read-pages.ts';
import { maxGapHours } from './read-trunk.ts';

const pageSize = 50;
const pagesMax = 10_000;
const reviewPageSize = 100;
const reviewPagesMax = 100;

/** All pull requests in whatever state, oldest first, each with all its reviews. */
export async function* readPullRequests(
  client: GithubClient,
  repository: Repository,
): AsyncGenerator<Emission> {
  const { owner, name, host, scope } = repository;
  const population: PopulationRef = { kind: 'pull-request', scope };
  const tally: PageTally = { pages: 0, read: 0, total: 0 };
  const counts = { pullRequests: 0, merged: 0, reviews: 0 };
  let failure: SourceError | null = null;
  yield { type: 'population', ...population, query: 'pull requests in any state, by creation', maxGapHours };
  const nodes = readPages<PullRequestNode>(
    { keyOf: (node) => node.id, pagesMax, what: 'pull requests' },
    tally,
    async (after) => {
      const variables = { owner, name, pageSize, after };
      return (await client.graphql(pullRequestsQuery, variables, pullRequestsAnswer)).repository.pullRequests;
    },
  );
  try {
    for await (const node of nodes) {
      const reviews = reviewRecords(await allReviews(client, node), host);
      counts.pullRequests += 1;
      counts.reviews += reviews.length;
      if (node.state === 'MERGED') counts.merged += 1;
      yield { type: 'record', ...population, record: pullRequestRecord(node, reviews, host) };
      if (counts.pullRequests % pageSize === 0) yield progressOf(tally);
    }
  } catch (error) {
    failure = listFailure(error);
  }
  yield progressOf(tally);
  const sourceCount = tally.pages === 0 ? null : tally.total;
  yield populationEnd(population, { failure, sourceCount, pages: tally.pages, gaps: [], attributes: counts });
}

function progressOf({ read, total }: PageTally): Emission {
  return { type: 'progress', done: read, total, unit: 'pull requests' };
}

/** The first page came with the pull request; the others are asked for one by one. */
async function allReviews(client: GithubClient, node: PullRequestNode): Promise<ReviewNode[]> {
  const reviews: ReviewNode[] = [];
  const tally: PageTally = { pages: 0, read: 0, total: 0 };
  const input = {
    keyOf: (review: ReviewNode) => review.id ?? String(reviews.length),
    pagesMax: reviewPagesMax,
    what: 'reviews of one pull request',
  };
  const pages = readPages(input, tally, async (after) => {
    if (after === null) return node.reviews;
    const variables = { id: node.id, pageSize: reviewPageSize, after };
    return (await client.graphql(reviewsQuery, variables, reviewsAnswer)).node.reviews;
  });
  for await (const review of pages) reviews.push(review);
  return reviews;
}
