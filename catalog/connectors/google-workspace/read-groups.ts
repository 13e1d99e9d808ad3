import { type Emission, type ListRead, readEach } from '@daybook/kit';
import { type Group, groupsAnswer, membersAnswer } from './answer-schemas.ts';
import type { GoogleLists } from './google-lists.ts';
import { parallelMax } from './workspace.ts';

export type Groups = {
  readonly lists: readonly ListRead<unknown>[];
  readonly byId: ReadonlyMap<string, Group>;
  /** User ids of everybody in a group, also by groups inside of it. */
  usersOf(groupId: string): ReadonlySet<string>;
  readonly attributes: Readonly<Record<string, number>>;
};

type Members = readonly { readonly id: string; readonly type: string }[];

export async function* readGroups(lists: GoogleLists, customer: string): AsyncGenerator<Emission, Groups> {
  const groups = await lists.read(`directory/v1/groups?customer=${customer}&maxResults=200`, {
    schema: groupsAnswer,
    itemsOf: (answer) => answer.groups,
    keyOf: ({ id }) => id,
    what: 'groups',
  });
  const read = yield* readEach({
    items: groups.items,
    unit: 'groups',
    parallelMax,
    read: ({ id }) =>
      lists.read(`directory/v1/groups/${encodeURIComponent(id)}/members?maxResults=200`, {
        schema: membersAnswer,
        itemsOf: (answer) => answer.members,
        keyOf: (member) => member.id,
        what: 'members of groups',
      }),
  });
  const members = new Map(groups.items.map(({ id }, i) => [id, read[i]?.items ?? []]));
  return {
    lists: [groups, ...read],
    byId: new Map(groups.items.map((group) => [group.id, group])),
    usersOf: (groupId) => usersOf(groupId, members),
    attributes: {
      groups: groups.items.length,
      groupMemberships: [...members.values()].reduce((sum, own) => sum + own.length, 0),
    },
  };
}

/** Groups may hold each other in a circle; each is looked into once. */
function usersOf(groupId: string, members: ReadonlyMap<string, Members>): ReadonlySet<string> {
  const users = new Set<string>();
  const seen = new Set<string>([groupId]);
  for (const group of seen) {
    for (const { id, type } of members.get(group) ?? []) {
      if (type === 'USER') users.add(id);
      else if (members.has(id)) seen.add(id);
    }
  }
  return users;
}
