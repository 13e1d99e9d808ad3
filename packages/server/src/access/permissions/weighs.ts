import type { Scope } from './held-roles.ts';
import { type Role, weightyRoles } from './role.ts';

/** Whether a role, or a grant of one, is held by the decision of two people: by its weight, or because it opens what is sensitive. */
export function weighs({ role, scope }: { readonly role: Role; readonly scope?: Scope }): boolean {
  return weightyRoles.includes(role) || scope?.sensitivity !== undefined;
}
