import type { ListRead } from '@daybook/kit';
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
  readonly key: { readonly id: number } & Awaited<ReturnType<typeof keysAnswer.parse>>[number];
};

export type RepositoryAccesses = {
  readonly accesses: readonly RepositoryAccess[];
  readonly keys: readonly DeployKey[];
  readonly lists: readonly ListRead<unknown>[];
  readonly keyLists: readonly ListRead<unknown>[];
  readonly attributes: Readonly<Record<string, number>>;
};

/** Who reaches which repositories, by teams and directly, and the deploy keys of each. */
export async function readRepositoryAccess(
  client: GithubAccessClient,
  login: string,
): Promise<RepositoryAccesses> {
  const path = `orgs/${encodeURIComponent(login)}`;
  const repositories = await client.list<Repository>(
    `${path}/repos?type=all`,
    repositoriesAnswer,
    'repositories',
  );
  const teams = await client.list<Team>(`${path}/teams`, teamsAnswer, 'teams');
  const lists: ListRead<unknown>[] = [repositories, teams];
  const keyLists: ListRead<unknown>[] = [repositories];
  const accesses: RepositoryAccess[] = [];
  for (const team of teams.items) {
    const own = `${path}/teams/${encodeURIComponent(team.slug)}`;
    const members = await client.list(`${own}/members`, usersAnswer, 'members of teams');
    const reached = await client.list(`${own}/repos`, teamRepositoriesAnswer, 'repositories of teams');
    lists.push(members, reached);
    const byRole = rolesOf(reached.items.map(({ full_name, role_name }) => [role_name, full_name]));
    for (const member of members.items) {
      for (const [role, names] of byRole.size > 0 ? byRole : nothing) {
        accesses.push({ login: member.login, team, role, repositories: names });
      }
    }
  }
  const direct = new Map<string, [string, string][]>();
  const keys: DeployKey[] = [];
  for (const { name, full_name } of repositories.items) {
    const own = `repos/${encodeURIComponent(login)}/${encodeURIComponent(name)}`;
    const given = await client.list(
      `${own}/collaborators?affiliation=direct`,
      collaboratorsAnswer,
      'collaborators',
    );
    const kept = await client.list(`${own}/keys`, keysAnswer, 'deploy keys');
    lists.push(given);
    keyLists.push(kept);
    for (const one of given.items) {
      direct.set(one.login, [...(direct.get(one.login) ?? []), [one.role_name, full_name]]);
    }
    for (const key of kept.items) keys.push({ repository: full_name, key });
  }
  for (const [who, held] of direct) {
    for (const [role, names] of rolesOf(held)) {
      accesses.push({ login: who, team: null, role, repositories: names });
    }
  }
  const attributes = { repositories: repositories.items.length, teams: teams.items.length };
  return { accesses, keys, lists, keyLists, attributes };
}

const nothing: ReadonlyMap<null, readonly string[]> = new Map([[null, []]]);

/** Repositories by the role on them. */
function rolesOf(held: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const byRole = new Map<string, string[]>();
  for (const [role, repository] of held) byRole.set(role, [...(byRole.get(role) ?? []), repository]);
  return byRole;
}
