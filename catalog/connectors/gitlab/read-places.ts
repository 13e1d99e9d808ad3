import { type Emission, type ListRead, readEach } from '@daybook/kit';
import {
  type Group,
  type Member,
  membersAnswer,
  projectsAnswer,
  subgroupsAnswer,
  type Token,
  tokensAnswer,
} from './answer-schemas.ts';
import type { GitlabClient } from './gitlab-client.ts';

/** A group or a project with those who are members of it there and then. */
export type Place = {
  readonly path: string;
  readonly kind: 'group' | 'project';
  readonly members: ListRead<Member>;
  readonly tokens: ListRead<Token>;
};

export type Places = {
  readonly places: readonly Place[];
  /** Whoever reaches the group at all: its own members, those of groups above it and of groups that were invited. */
  readonly everyone: ListRead<Member>;
  /** What subgroups and projects there are. */
  readonly lists: readonly ListRead<unknown>[];
};

/** Questions at a time; GitLab allows some tens of them a second. */
const parallelMax = 4;

/** Reads the group, all groups below it and all their projects. */
export async function* readPlaces(client: GitlabClient, group: Group): AsyncGenerator<Emission, Places> {
  const top = `groups/${group.id}`;
  const everyone = await client.list<Member>(`${top}/members/all`, membersAnswer, 'members');
  const subgroups = await client.list(`${top}/descendant_groups`, subgroupsAnswer, 'subgroups');
  const projects = await client.list(
    `${top}/projects?include_subgroups=true&with_shared=false`,
    projectsAnswer,
    'projects',
  );
  const places = yield* readEach({
    items: [
      { kind: 'group' as const, id: group.id, path: group.full_path },
      ...subgroups.items.map(({ id, full_path }) => ({ kind: 'group' as const, id, path: full_path })),
      ...projects.items.map((one) => ({
        kind: 'project' as const,
        id: one.id,
        path: one.path_with_namespace,
      })),
    ],
    unit: 'groups and projects',
    parallelMax,
    read: ({ kind, id, path }) => readPlace(client, kind, id, path),
  });
  return { places, everyone, lists: [subgroups, projects] };
}

async function readPlace(
  client: GitlabClient,
  kind: Place['kind'],
  id: number,
  path: string,
): Promise<Place> {
  const members = await client.list<Member>(`${kind}s/${id}/members`, membersAnswer, `members of ${kind}s`);
  const tokens = await client.list<Token>(
    `${kind}s/${id}/access_tokens`,
    tokensAnswer,
    `access tokens of ${kind}s`,
  );
  return { kind, path, members, tokens };
}
