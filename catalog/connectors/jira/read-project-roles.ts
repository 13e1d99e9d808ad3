import type { ListRead } from '@daybook/kit';
import { type ProjectRole, projectRoleAnswer, projectRolesAnswer, projectSchema } from './answer-schemas.ts';
import type { JiraLists } from './jira-lists.ts';

export type ProjectRoles = {
  readonly items: readonly { readonly project: string; readonly role: ProjectRole }[];
  readonly lists: readonly ListRead<unknown>[];
};

/** Every role of every project with who is in it. Roles are asked for by their id on this site, whatever address is told. */
export async function readProjectRoles(lists: JiraLists): Promise<ProjectRoles> {
  const projects = await lists.paged('/rest/api/3/project/search', projectSchema, ({ id }) => id, 'projects');
  const items: { project: string; role: ProjectRole }[] = [];
  const read: ListRead<unknown>[] = [projects];
  for (const { id, key } of projects.items) {
    const path = `/rest/api/3/project/${encodeURIComponent(id)}/role`;
    const roles = await lists.one(path, projectRolesAnswer, 'roles of projects');
    read.push(roles);
    for (const address of roles.items.flatMap((one) => Object.values(one))) {
      const roleId = /\/role\/(\d{1,19})$/.exec(address)?.[1] ?? '';
      const role = await lists.one(`${path}/${roleId}`, projectRoleAnswer, 'who is in the roles of projects');
      read.push(role);
      for (const one of role.items) items.push({ project: key, role: one });
    }
  }
  return { items, lists: read };
}
