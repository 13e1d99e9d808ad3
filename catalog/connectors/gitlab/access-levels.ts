import type { DangerousRight } from '@daybook/kit';
import type { Member } from './answer-schemas.ts';

type Level = { readonly role: string; readonly rights: readonly DangerousRight[] };

/** By https://docs.gitlab.com/user/permissions/; the numbers by https://docs.gitlab.com/api/members/. */
const levels: Readonly<Record<number, Level>> = {
  5: { role: 'Minimal Access', rights: [] },
  10: { role: 'Guest', rights: [] },
  15: { role: 'Planner', rights: [] },
  20: { role: 'Reporter', rights: [] },
  30: { role: 'Developer', rights: ['publish'] },
  40: { role: 'Maintainer', rights: ['administer', 'export', 'connect', 'publish'] },
  50: { role: 'Owner', rights: ['administer', 'export', 'connect', 'publish'] },
};

export type MemberRole = {
  readonly role: string;
  readonly rights: DangerousRight[] | 'unknown';
  /** What a custom role surely allows, as it only adds to the level it is made from. */
  readonly surely: DangerousRight[];
};

export function roleOf({
  access_level,
  member_role,
}: Pick<Member, 'access_level' | 'member_role'>): MemberRole {
  const level = levels[access_level];
  const surely = [...(level?.rights ?? [])];
  if (member_role)
    return { role: member_role.name.slice(0, 200) || 'custom role', rights: 'unknown', surely };
  if (level === undefined) return { role: `access level ${access_level}`, rights: 'unknown', surely };
  return { role: level.role, rights: surely, surely: [] };
}
