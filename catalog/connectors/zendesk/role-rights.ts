import type { DangerousRight } from '@daybook/kit';
import type { CustomRole, User } from './answer-schemas.ts';

export type AgentRole = { readonly role: string; readonly rights: DangerousRight[] | 'unknown' };

/** Kinds of role by number, https://developer.zendesk.com/api-reference/ticketing/users/users/#json-format. */
const adminRoleType = 4;

/**
 * What the role of one user allows. Administrators may do all. Without custom roles (plans below Enterprise) agents answer
 * customers as the brand unless held to private comments. A custom role says what it allows; one that cannot be read does not.
 */
export function roleOf(user: User, customRoles: ReadonlyMap<number, CustomRole>): AgentRole {
  if (user.role === 'admin' || user.role_type === adminRoleType)
    return {
      role: user.role === 'admin' ? 'admin' : 'administrator',
      rights: ['administer', 'export', 'connect', 'publish'],
    };
  if (user.role !== 'agent') return { role: user.role, rights: 'unknown' };
  if (user.custom_role_id === undefined || user.custom_role_id === null)
    return { role: 'agent', rights: agentRights(user) };
  const custom = customRoles.get(user.custom_role_id);
  if (custom === undefined) return { role: `custom role ${user.custom_role_id}`, rights: 'unknown' };
  return { role: custom.name.slice(0, 200), rights: rightsOfCustomRole(custom) };
}

function agentRights(user: User): AgentRole['rights'] {
  if (user.only_private_comments === undefined) return 'unknown';
  return user.only_private_comments ? [] : ['publish'];
}

/**
 * By https://developer.zendesk.com/api-reference/ticketing/account-configuration/custom_roles/. Setting a permission the
 * answer leaves out makes all of it unknown, since what is not told is not refused.
 */
export function rightsOfCustomRole({ configuration }: CustomRole): AgentRole['rights'] {
  if (configuration === undefined) return 'unknown';
  const { manage_roles, manage_team_members, manage_business_rules, manage_extensions_and_channels } =
    configuration;
  const { ticket_comment_access, explore_access, report_access } = configuration;
  const told = [manage_business_rules, manage_extensions_and_channels, ticket_comment_access];
  if (told.includes(undefined) || (explore_access ?? report_access) === undefined) return 'unknown';
  const isGiven = (level: string | undefined) => level !== undefined && !['none', 'readonly'].includes(level);
  const held: Readonly<Record<DangerousRight, boolean>> = {
    administer: isGiven(manage_roles) || isGiven(manage_team_members) || manage_business_rules === true,
    export: ['edit', 'full'].includes(explore_access ?? '') || report_access === 'full',
    connect: manage_extensions_and_channels === true,
    publish: ticket_comment_access === 'public',
  };
  return (['administer', 'export', 'connect', 'publish'] as const).filter((right) => held[right]);
}
