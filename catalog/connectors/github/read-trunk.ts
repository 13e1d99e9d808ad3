import { type Emission, type PopulationRef, SourceError } from '@daybook/kit';
import { type CommitNode, historyAnswer } from './answer-schemas.ts';
import { changeOfCommit } from './change-of-commit.ts';
import type { Repository } from './collect-repository.ts';
import type { GithubClient } from './github-client.ts';
import { listFailure, populationEnd } from './population-end.ts';
import { historyQuery } from './queries.ts';
import { type PageTally, readPages } from './read-pages.ts';

const pageSize = 100;
const pagesMax = 20_000;
export const maxGapHours = 48;

/** The first-parent line down from the head. GitHub lists all that is reachable, so the line is picked out of that. */
export async function* readTrunk(client: GithubClient, repository: Repository): AsyncGenerator<Emission> {
  const { owner, name, head, branch } = repository;
  const population: PopulationRef = { kind: 'change', scope: repository.scope };
  const tally: PageTally = { pages: 0, read: 0, total: 0 };
  const counts = { commits: 0, merges: 0, signed: 0, pushedDirectly: 0 };
  let failure: SourceError | null = null;
  yield {
    type: 'population',
    ...population,
    query: `first-parent line of ${branch} at ${head}`,
    maxGapHours,
  };
  const nodes = readPages<CommitNode>(
    { keyOf: (commit) => commit.oid, pagesMax, what: 'commits' },
    tally,
    async (after) => {
      const variables = { owner, name, head, pageSize, after };
      return (await client.graphql(historyQuery, variables, historyAnswer)).repository.object.history;
    },
  );
  try {
    for await (const commit of firstParentLine(nodes, head)) {
      const record = changeOfCommit(commit, repository);
      counts.commits += 1;
      if (commit.parents.totalCount > 1) counts.merges += 1;
      if (commit.signature !== null) counts.signed += 1;
      if (record.pullRequests !== 'unknown' && record.pullRequests.length === 0) counts.pushedDirectly += 1;
      yield { type: 'record', ...population, record };
      if (counts.commits % pageSize === 0) yield progressOf(tally);
    }
  } catch (error) {
    failure = listFailure(error);
  }
  yield progressOf(tally);
  const attributes = { ...counts, reachable: tally.read };
  // GitHub states how many commits are reachable (held against what was read), not how many are on the line.
  yield populationEnd(population, { failure, sourceCount: null, pages: tally.pages, gaps: [], attributes });
}

function progressOf({ read, total }: PageTally): Emission {
  return { type: 'progress', done: read, total, unit: 'commits' };
}

/** Side branches wait in memory until the line reaches past them; only a bent clock makes a trunk commit wait. */
async function* firstParentLine(nodes: AsyncIterable<CommitNode>, head: string): AsyncGenerator<CommitNode> {
  const waiting = new Map<string, CommitNode>();
  let awaited: string | undefined = head;
  for await (const node of nodes) {
    waiting.set(node.oid, node);
    for (let next = waiting.get(awaited ?? ''); next !== undefined; next = waiting.get(awaited ?? '')) {
      waiting.delete(next.oid);
      awaited = next.parents.nodes[0]?.oid;
      yield next;
    }
  }
  if (awaited === undefined) return;
  throw new SourceError(
    'source-changed',
    'the commits GitHub lists do not reach the first one',
    'collect again',
  );
}
