import { type Emission, type ListRead, readEach } from '@daybook/kit';
import type { z } from 'zod';
import type { GithubAccessClient } from './github-access-client.ts';
import {
  collaboratorsAnswer,
  keysAnswer,
  type Repository,
  repositoriesAnswer,
  type Team,
  teamRepositoriesAnswer,
  teamsAnswer,
  usersAnswer,
} from './rest-answers.ts';

/** One role somebody has on repositories; `role` null: of a team that reaches none. */
export type RepositoryAccess = {
  readonly login: string;
  readonly team: Team | null;
  readonly role: string | null;
  readonly repositories: readonly string[];
};

export type DeployKey = {
  readonly repository: string;
  readonly key: z.infer<typeof keysAnswer>[number];
};

export type RepositoryAccesses = {
  readonly accesses: readonly RepositoryAccess[];
  readonly keys: readonly DeployKey[];
  readonly lists: readonly ListRead<unknown>[];
  readonly keyLists: readonly ListRead<unknown>[];
  readonly attributes: Readonly<Record<string, number>>;
};

/** GitHub asks programs to put their questions one by one. */
const parallelMax = 1;

/** Who reaches which repositories, by teams and directly, and the deploy keys of each. */
export async function* readRepositoryAccess(
  client: GithubAccessClient,
  login: string,
): AsyncGenerator<Emission, RepositoryAccesses> {
  const path = `orgs/${encodeURIComponent(login)}`;
  const repositories = await client.list<Repository>(
    `${path}/repos?type=all`,
    repositoriesAnswer,
    'repositories',
  );
  const teams = await client.list<Team>(`${path}/teams`, teamsAnswer, 'teams');
  const byTeam = yield* readEach({
    items: teams.items,
    unit: 'teams',
    parallelMax,
    read: (team) => readTeam(client, path, team),
  });
  const direct = yield* readEach({
    items: repositories.items,
    unit: 'repositories',
    parallelMax,
    read: (repository) => readRepository(client, login, repository),
  });
  return {
    accesses: [...byTeam.flatMap(({ accesses }) => accesses), ...directAccesses(direct)],
    keys: direct.flatMap(({ name, keys }) => keys.items.map((key) => ({ repository: name, key }))),
    lists: [
      repositories,
      teams,
      ...byTeam.flatMap(({ lists }) => lists),
      ...direct.map(({ given }) => given),
    ],
    keyLists: [repositories, ...direct.map(({ keys }) => keys)],
    attributes: { repositories: repositories.items.length, teams: teams.items.length },
  };
}

async function readTeam(client: GithubAccessClient, path: string, team: Team) {
  const own = `${path}/teams/${encodeURIComponent(team.slug)}`;
  const members = await client.list(`${own}/members`, usersAnswer, 'members of teams');
  const reached = await client.list(`${own}/repos`, teamRepositoriesAnswer, 'repositories of teams');
  const byRole = rolesOf(reached.items.map(({ full_name, role_name }) => [role_name, full_name]));
  const held = [...(byRole.size > 0 ? byRole : nothing)];
  const accesses = members.items.flatMap(({ login }) =>
    held.map(([role, repositories]): RepositoryAccess => ({ login, team, role, repositories })),
  );
  return { accesses, lists: [members, reached] };
}

async function readRepository(client: GithubAccessClient, login: string, { name, full_name }: Repository) {
  const own = `repos/${encodeURIComponent(login)}/${encodeURIComponent(name)}`;
  const path = `${own}/collaborators?affiliation=direct`;
  const given = await client.list(path, collaboratorsAnswer, 'collaborators');
  const keys = await client.list(`${own}/keys`, keysAnswer, 'deploy keys');
  return { name: full_name, given, keys };
}

function directAccesses(
  read: readonly Awaited<ReturnType<typeof readRepository>>[],
): readonly RepositoryAccess[] {
  const held = new Map<string, [string, string][]>();
  for (const { name, given } of read) {
    for (const { login, role_name } of given.items) {
      held.set(login, [...(held.get(login) ?? []), [role_name, name]]);
    }
  }
  return [...held].flatMap(([login, roles]) =>
    [...rolesOf(roles)].map(([role, repositories]) => ({ login, team: null, role, repositories })),
  );
}

const nothing: ReadonlyMap<null, readonly string[]> = new Map([[null, []]]);

/** Repositories by the role on them. */
function rolesOf(held: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const byRole = new Map<string, string[]>();
  for (const [role, repository] of held) byRole.set(role, [...(byRole.get(role) ?? []), repository]);
  return byRole;
}
