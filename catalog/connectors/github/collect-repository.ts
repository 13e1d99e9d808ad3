import { type ConnectorTools, type Emission, SourceError } from '@daybook/kit';
import { repositoryAnswer } from './answer-schemas.ts';
import type { RepositorySettings } from './connector.ts';
import { createGithubClient, type GithubClient, repositoryNotFound } from './github-client.ts';
import { repositoryQuery } from './queries.ts';
import { readProtection } from './read-protection.ts';
import { readPullRequests } from './read-pull-requests.ts';
import { readTrunk } from './read-trunk.ts';

export type Repository = {
  readonly owner: string;
  readonly name: string;
  /** `github.com/owner/name` by the names GitHub itself uses today, also after a rename. */
  readonly scope: string;
  /** The web host, the system in which logins are unique. */
  readonly host: string;
  readonly branch: string;
  readonly head: string;
};

/** Reads one repository: its trunk, its pull requests with their reviews, and how its default branch is protected. */
export async function* collectRepository(
  settings: RepositorySettings,
  { http, signal }: ConnectorTools,
): AsyncGenerator<Emission> {
  const client = createGithubClient(http, settings);
  const repository = await findRepository(client, settings.repository);
  for (const read of [readTrunk, readPullRequests, readProtection]) {
    for await (const emission of read(client, repository)) {
      if (signal.aborted)
        throw new SourceError('cancelled', 'reading GitHub was cancelled', 'start it again');
      yield emission;
    }
  }
}

async function findRepository(client: GithubClient, fullName: string): Promise<Repository> {
  const [owner = '', name = ''] = fullName.split('/');
  const { repository } = await client.graphql(repositoryQuery, { owner, name }, repositoryAnswer);
  if (repository === null) throw repositoryNotFound();
  const { nameWithOwner, url, defaultBranchRef } = repository;
  if (defaultBranchRef === null) {
    throw new SourceError(
      'source-unreadable',
      'the repository has no commit yet',
      'collect once something is pushed',
    );
  }
  const { host } = new URL(url);
  const [currentOwner = owner, currentName = name] = nameWithOwner.split('/');
  return {
    owner: currentOwner,
    name: currentName,
    scope: `${host}/${nameWithOwner}`,
    host,
    branch: defaultBranchRef.name,
    head: defaultBranchRef.target.oid,
  };
}
