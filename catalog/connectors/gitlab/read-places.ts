import type { ListRead } from '@daybook/kit';
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

/** Reads the group, all groups below it and all their projects. */
export async function readPlaces(client: GitlabClient, group: Group): Promise<Places> {
  const top = `groups/${group.id}`;
  const everyone = await client.list<Member>(`${top}/members/all`, membersAnswer, 'members');
  const subgroups = await client.list(`${top}/descendant_groups`, subgroupsAnswer, 'subgroups');
  const projects = await client.list(
    `${top}/projects?include_subgroups=true&with_shared=false`,
    projectsAnswer,
    'projects',
  );
  const places = [await readPlace(client, 'group', group.id, group.full_path)];
  for (const { id, full_path } of subgroups.items)
    places.push(await readPlace(client, 'group', id, full_path));
  for (const { id, path_with_namespace } of projects.items) {
    places.push(await readPlace(client, 'project', id, path_with_namespace));
  }
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
