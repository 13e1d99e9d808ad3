import {
  type ConnectorTools,
  type Emission,
  freeText,
  type PopulationRef,
  type RecordOf,
  SourceError,
  titleOf,
} from '@daybook/kit';
import { actorIdentity } from './actor-identity.ts';
import { populationEnd } from './population-end.ts';
import { pullRequestRecord, reviewRecords } from './pull-request-record.ts';
import { type Recording, readHar } from './read-har.ts';
import { recordedProtection } from './recorded-protection.ts';
import { RecordedNodes, type RecordedPullRequest } from './recorded-pull-requests.ts';
import { scopeOf } from './scope-of.ts';
import { utc } from './utc.ts';

/** A recording is a picture of one day; a month later it says nothing about today. */
const maxGapHours = 31 * 24;

type RepositoryTraffic = {
  readonly scope: string;
  readonly host: string;
  readonly pullRequests: readonly KnownPullRequest[];
  readonly failure: SourceError | null;
  readonly total: number | null;
};
type KnownPullRequest = RecordedPullRequest & {
  number: number;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  url: string;
};

/** Every pull request found in recorded GraphQL traffic, once each, with its reviews where they were recorded. */
export async function* collectRecording(path: string, { signal }: ConnectorTools): AsyncGenerator<Emission> {
  const recording = await readHar(path);
  const nodes = new RecordedNodes();
  for (const answer of recording.answers) nodes.add(answer);
  const traffic = trafficOf(nodes, recording);
  const rules = recordedProtection(nodes);
  if (traffic.length === 0 && rules.length === 0) {
    throw new SourceError(
      'source-not-found',
      'the recording holds no pull request and no branch protection',
      'record GitHub GraphQL traffic that asks for pull requests, with the bodies of the answers',
    );
  }
  for (const repository of traffic) {
    if (signal.aborted)
      throw new SourceError('cancelled', 'reading the recording was cancelled', 'start it again');
    yield* changesOf(repository, recording.answers.length);
    yield* pullRequestsOf(repository, recording.answers.length);
  }
  for (const emissions of rules) yield* emissions;
}

/** The recording by repository, in the order of their names. */
function trafficOf(nodes: RecordedNodes, recording: Recording): RepositoryTraffic[] {
  const byScope = new Map<string, KnownPullRequest[]>();
  for (const node of nodes.pullRequests.values()) {
    const state = node.state ?? (node.merged === true ? 'MERGED' : undefined);
    const place = placeOf(node.url);
    const number = node.number ?? place?.number;
    if (state === undefined || place === null || number === undefined || node.url === undefined) continue;
    byScope.set(place.scope, [
      ...(byScope.get(place.scope) ?? []),
      { ...node, state, number, url: node.url },
    ]);
  }
  const totals = new Map(
    [...nodes.repositories.values()].map((one) => [scopeOf(one.url), one.pullRequestsTotal]),
  );
  return [...byScope.keys()].toSorted().map((scope) => {
    const pullRequests = (byScope.get(scope) ?? []).toSorted((first, second) => first.number - second.number);
    const total = totals.get(scope) ?? null;
    const failure = shortcoming(pullRequests.length, total, recording.unusable, nodes.malformed);
    return { scope, host: scope.split('/', 1)[0] ?? scope, pullRequests, total, failure };
  });
}

/** Whole only where the recorded traffic itself tells how many pull requests there are, and all of them are in it. */
function shortcoming(
  found: number,
  total: number | null,
  unusable: number,
  malformed: number,
): SourceError | null {
  const hint = 'record the traffic again to the end, or connect GitHub with a token';
  if (total === null) {
    return new SourceError(
      'source-truncated',
      'the recording does not say how many pull requests there are',
      hint,
    );
  }
  if (found !== total) {
    const failed =
      unusable + malformed > 0 ? `; ${unusable + malformed} answers in it could not be used` : '';
    return new SourceError(
      'source-truncated',
      `GitHub counted ${total} pull requests and ${found} are recorded${failed}`,
      hint,
    );
  }
  return null;
}

function* changesOf(repository: RepositoryTraffic, pages: number): Generator<Emission> {
  const population: PopulationRef = { kind: 'change', scope: repository.scope };
  const merged = repository.pullRequests.filter(({ state }) => state === 'MERGED');
  yield { type: 'population', ...population, query: 'merged pull requests of a recording', maxGapHours };
  for (const pullRequest of merged) {
    yield { type: 'record', ...population, record: changeOf(pullRequest, repository.host) };
  }
  yield populationEnd(population, {
    failure: repository.failure,
    sourceCount: null,
    pages,
    gaps: [
      'the trunk itself is not in the recording, so commits pushed without a pull request cannot be seen',
    ],
    attributes: { commits: merged.length },
  });
}

function changeOf(pullRequest: KnownPullRequest, host: string): RecordOf<'change'> {
  return {
    sha: pullRequest.mergeCommit?.oid ?? 'unknown',
    title: freeText(titleOf(pullRequest.title ?? '')),
    committedAt: pullRequest.mergedAt ? utc(pullRequest.mergedAt) : 'unknown',
    author: actorIdentity(pullRequest.author, host) ?? 'unknown',
    committer: 'unknown',
    parents: 'unknown',
    signature: 'unknown',
    pullRequests: [pullRequest.number],
    trailers: { reviewedBy: [], ackedBy: [], signedOffBy: [], reviewedOn: [], pullRequest: null },
  };
}

function* pullRequestsOf(repository: RepositoryTraffic, pages: number): Generator<Emission> {
  const population: PopulationRef = { kind: 'pull-request', scope: repository.scope };
  const counts = { pullRequests: 0, merged: 0, reviews: 0 };
  yield { type: 'population', ...population, query: 'pull requests of a recording', maxGapHours };
  for (const pullRequest of repository.pullRequests) {
    const { host } = repository;
    const reviews = reviewsOf(pullRequest, host);
    if (pullRequest.createdAt === undefined || pullRequest.baseRefName === undefined) {
      const where = `pull request ${pullRequest.number}`;
      yield {
        type: 'rejected',
        ...population,
        where,
        reason: 'its creation or its base branch was not recorded',
      };
      continue;
    }
    counts.pullRequests += 1;
    if (pullRequest.state === 'MERGED') counts.merged += 1;
    if (reviews !== 'unknown') counts.reviews += reviews.length;
    const node = {
      ...pullRequest,
      title: pullRequest.title ?? '',
      createdAt: pullRequest.createdAt,
      baseRefName: pullRequest.baseRefName,
      mergedAt: pullRequest.mergedAt ?? null,
      author: pullRequest.author ?? null,
      mergedBy: pullRequest.mergedBy ?? null,
      mergeCommit: pullRequest.mergeCommit?.oid === undefined ? null : { oid: pullRequest.mergeCommit.oid },
    };
    yield { type: 'record', ...population, record: pullRequestRecord(node, reviews, host) };
  }
  const { failure, total } = repository;
  yield populationEnd(population, { failure, sourceCount: total, pages, gaps: [], attributes: counts });
}

/** Reviews are known where none exist, or where as many are recorded as GitHub counted. */
function reviewsOf(pullRequest: RecordedPullRequest, host: string): RecordOf<'pull-request'>['reviews'] {
  const { reviews, reviewsTotal } = pullRequest;
  if (reviewsTotal === 0) return [];
  if (reviews === null || (reviewsTotal !== null && reviews.length !== reviewsTotal)) return 'unknown';
  return reviewsTotal === null ? 'unknown' : reviewRecords(reviews, host);
}

function placeOf(url: string | undefined): { scope: string; number: number } | null {
  const place = /^https:\/\/([^/]+)\/([^/]+\/[^/]+)\/pull\/(\d+)$/.exec(url ?? '');
  return place === null ? null : { scope: `${place[1]}/${place[2]}`, number: Number(place[3]) };
}
