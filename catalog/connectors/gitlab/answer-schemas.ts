import { z } from 'zod';

const id = z.int().min(1);
const instant = z.iso.datetime({ offset: true }).nullish();
const day = z.iso.date().nullish();

export const groupAnswer = z.object({
  id,
  full_path: z.string().min(1),
  web_url: z.url(),
  require_two_factor_authentication: z.boolean().nullish(),
});
export type Group = z.infer<typeof groupAnswer>;

export const subgroupsAnswer = z.array(z.object({ id, full_path: z.string().min(1) }));
export const projectsAnswer = z.array(z.object({ id, path_with_namespace: z.string().min(1) }));

export const membersAnswer = z.array(
  z.object({
    id,
    username: z.string().min(1),
    name: z.string().nullish(),
    email: z.string().nullish(),
    public_email: z.string().nullish(),
    state: z.string(),
    access_level: z.int(),
    member_role: z.object({ id, name: z.string() }).nullish(),
    membership_state: z.string().nullish(),
    created_at: instant,
    expires_at: day,
  }),
);
export type Member = z.infer<typeof membersAnswer>[number];

/** People whose accounts the group itself owns: the only ones of whom GitLab tells the second factor to a group. */
export const enterpriseUsersAnswer = z.array(
  z.object({
    id,
    email: z.string().nullish(),
    two_factor_enabled: z.boolean().nullish(),
    last_activity_on: day,
    created_at: instant,
  }),
);
export type EnterpriseUser = z.infer<typeof enterpriseUsersAnswer>[number];

export const serviceAccountsAnswer = z.array(z.object({ id, username: z.string().min(1) }));

export const tokensAnswer = z.array(
  z.object({
    id,
    name: z.string(),
    user_id: id.nullish(),
    scopes: z.array(z.string()),
    active: z.boolean(),
    revoked: z.boolean(),
    created_at: instant,
    expires_at: day,
    last_used_at: instant,
  }),
);
export type Token = z.infer<typeof tokensAnswer>[number];
