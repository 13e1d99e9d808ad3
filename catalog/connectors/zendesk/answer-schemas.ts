import { z } from 'zod';

/** Answers are read for what is used of them; a token that stands in one is dropped here. */
const id = z.int().min(1);
const instant = z.iso.datetime({ offset: true });

/** Cursor pages, https://developer.zendesk.com/api-reference/introduction/pagination/. Old lists have `next_page`. */
const cursorPage = {
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).optional(),
  links: z.object({ next: z.string().nullish() }).optional(),
  next_page: z.string().nullish(),
};
export const pageSchema = z.object(cursorPage);

export const userSchema = z.object({
  id,
  name: z.string().nullish(),
  email: z.string().nullish(),
  role: z.string(),
  custom_role_id: id.nullish(),
  role_type: z.int().nullish(),
  active: z.boolean().optional(),
  suspended: z.boolean().optional(),
  two_factor_auth_enabled: z.boolean().nullish(),
  only_private_comments: z.boolean().optional(),
  ticket_restriction: z.string().nullish(),
  last_login_at: instant.nullish(),
  created_at: instant.optional(),
});

export const customRoleSchema = z.object({
  id,
  name: z.string().min(1),
  configuration: z
    .object({
      manage_roles: z.string().optional(),
      manage_team_members: z.string().optional(),
      manage_business_rules: z.boolean().optional(),
      manage_extensions_and_channels: z.boolean().optional(),
      ticket_comment_access: z.string().optional(),
      explore_access: z.string().optional(),
      report_access: z.string().optional(),
    })
    .optional(),
});

export const groupSchema = z.object({ id, name: z.string().min(1) });
export const membershipSchema = z.object({ id, user_id: id, group_id: id });

export const oauthTokenSchema = z.object({
  id,
  user_id: id.nullish(),
  client_id: id.nullish(),
  scopes: z.array(z.string()).nullish(),
  created_at: instant.optional(),
  expires_at: instant.nullish(),
  used_at: instant.nullish(),
});

export const apiTokenSchema = z.object({
  id,
  description: z.string().nullish(),
  created_at: instant.optional(),
  last_used_at: instant.nullish(),
  active: z.boolean().optional(),
});

export const auditSchema = z.object({
  id,
  action: z.string(),
  actor_id: z.int().nullish(),
  source_id: z.int().nullish(),
  source_type: z.string(),
  change_description: z.string().nullish(),
  created_at: instant,
});

export const usersAnswer = z.object({ users: z.array(userSchema), ...cursorPage });
export const customRolesAnswer = z.object({ custom_roles: z.array(customRoleSchema), ...cursorPage });
export const groupsAnswer = z.object({ groups: z.array(groupSchema), ...cursorPage });
export const membershipsAnswer = z.object({ group_memberships: z.array(membershipSchema), ...cursorPage });
export const oauthTokensAnswer = z.object({ tokens: z.array(oauthTokenSchema), ...cursorPage });
export const apiTokensAnswer = z.object({ api_tokens: z.array(apiTokenSchema), ...cursorPage });
export const auditsAnswer = z.object({ audit_logs: z.array(auditSchema), ...cursorPage });

export type Page = z.infer<typeof pageSchema>;
export type User = z.infer<typeof userSchema>;
export type CustomRole = z.infer<typeof customRoleSchema>;
export type Group = z.infer<typeof groupSchema>;
export type Membership = z.infer<typeof membershipSchema>;
export type OauthToken = z.infer<typeof oauthTokenSchema>;
export type ApiToken = z.infer<typeof apiTokenSchema>;
export type Audit = z.infer<typeof auditSchema>;
