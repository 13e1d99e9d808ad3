import { type Emission, type ListRead, readEach } from '@daybook/kit';
import {
  type Group,
  groupsAnswer,
  membersAnswer,
  type Role,
  rolesAnswer,
  rulesAnswer,
} from './answer-schemas.ts';
import type { OktaLists } from './okta-lists.ts';
import { parallelMax } from './organisation.ts';

/** The groups of an organisation, who is in them and what administrators' roles they give. */
export type Groups = {
  /** Every list that was read for them. */
  readonly lists: readonly ListRead<unknown>[];
  readonly nameOf: ReadonlyMap<string, string>;
  /** Group ids by user id. */
  readonly ofUser: ReadonlyMap<string, ReadonlySet<string>>;
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  readonly attributes: Readonly<Record<string, number>>;
};

export async function* readGroups(lists: OktaLists): AsyncGenerator<Emission, Groups> {
  const groups = await lists.read<Group>('groups?limit=200', groupsAnswer, 'groups');
  const rules = await lists.read('groups/rules?limit=200', rulesAnswer, 'group rules');
  const read: ListRead<unknown>[] = [groups, rules];
  const ofUser = new Map<string, Set<string>>();
  const roles = new Map<string, readonly Role[]>();
  let memberships = 0;
  const details = yield* readEach({
    items: groups.items,
    unit: 'groups',
    parallelMax,
    read: async ({ id }) => {
      const path = `groups/${encodeURIComponent(id)}`;
      const members = await lists.read(`${path}/users?limit=1000`, membersAnswer, 'members of groups');
      const given = await lists.read<Role>(`${path}/roles`, rolesAnswer, 'roles of groups');
      return { id, members, given };
    },
  });
  for (const { id, members, given } of details) {
    read.push(members, given);
    memberships += members.items.length;
    roles.set(id, given.items);
    for (const member of members.items) {
      ofUser.set(member.id, (ofUser.get(member.id) ?? new Set<string>()).add(id));
    }
  }
  return {
    lists: read,
    nameOf: new Map(groups.items.map(({ id, profile }) => [id, profile.name.slice(0, 200) || id])),
    ofUser,
    roles,
    attributes: {
      groups: groups.items.length,
      groupMemberships: memberships,
      groupRules: rules.items.length,
    },
  };
}
