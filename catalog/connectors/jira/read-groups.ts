import type { ListRead } from '@daybook/kit';
import { type Group, groupSchema, memberSchema } from './answer-schemas.ts';
import type { JiraLists } from './jira-lists.ts';

export type Groups = {
  readonly items: readonly { readonly group: Group; readonly accountIds: readonly string[] }[];
  /** Everything that was read for them; one that failed leaves them incomplete. */
  readonly lists: readonly ListRead<unknown>[];
};

/** Every group of the site with its members, inactive ones among them. */
export async function readGroups(lists: JiraLists): Promise<Groups> {
  const groups = await lists.paged('/rest/api/3/group/bulk', groupSchema, ({ groupId }) => groupId, 'groups');
  const items: { group: Group; accountIds: string[] }[] = [];
  const read: ListRead<unknown>[] = [groups];
  for (const group of groups.items) {
    const query = `groupId=${encodeURIComponent(group.groupId)}&includeInactiveUsers=true`;
    const members = await lists.paged(
      `/rest/api/3/group/member?${query}`,
      memberSchema,
      ({ accountId }) => accountId,
      'members of groups',
    );
    items.push({ group, accountIds: members.items.map(({ accountId }) => accountId) });
    read.push(members);
  }
  return { items, lists: read };
}
