import type { DangerousRight } from '@daybook/kit';
import type { Member } from './answer-schemas.ts';

export type MemberRole = { readonly role: string; readonly rights: readonly DangerousRight[] | 'unknown' };

/**
 * What each role may do, by "Permissions by role in Slack" (slack.com/help/articles/201314026) and "Export your workspace
 * data" (201658943). People write in Slack as themselves, so that nobody has `publish`.
 */
const rightsOfRole = {
  'primary owner': ['administer', 'export', 'connect'],
  owner: ['administer', 'export', 'connect'],
  admin: ['administer', 'export', 'connect'],
  'multi-channel guest': [],
  'single-channel guest': [],
  // Somebody of another organisation in a shared channel.
  external: [],
  // The list of members does not tell what an app was allowed.
  app: 'unknown',
  'built-in bot': [],
} as const satisfies Readonly<Record<string, readonly DangerousRight[] | 'unknown'>>;

/** Slack's own bot has no flag that says so, only this id. */
export const builtInBot = 'USLACKBOT';

/**
 * The roles of an account that can act. Slack tells none of a deactivated one. Members may install apps unless the workspace
 * asks for approval, which Slack does not tell: `canMembersInstall` is what the connection was told.
 */
export function rolesOf(member: Member, canMembersInstall: boolean): readonly MemberRole[] {
  if (member.deleted !== false) return [];
  const name = roleName(member);
  if (name === 'member') return [{ role: name, rights: canMembersInstall ? ['connect'] : [] }];
  return [{ role: name, rights: name === 'unknown' ? 'unknown' : rightsOfRole[name] }];
}

function roleName(member: Member): keyof typeof rightsOfRole | 'member' | 'unknown' {
  if (member.id === builtInBot) return 'built-in bot';
  if (isApp(member)) return 'app';
  if (member.is_primary_owner === true) return 'primary owner';
  if (member.is_owner === true) return 'owner';
  if (member.is_admin === true) return 'admin';
  if (member.is_ultra_restricted === true) return 'single-channel guest';
  if (member.is_restricted === true) return 'multi-channel guest';
  if (member.is_stranger === true) return 'external';
  return member.is_admin === false && member.is_restricted === false ? 'member' : 'unknown';
}

export function isApp(member: Member): boolean {
  return member.is_bot === true || member.is_workflow_bot === true || member.is_connector_bot === true;
}
