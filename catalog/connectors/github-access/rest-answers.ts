import { z } from 'zod';

const id = z.int().min(1);
const instant = z.iso.datetime({ offset: true }).nullish();
const login = z.string().min(1);

export const organisationAnswer = z.object({
  login,
  html_url: z.url(),
  default_repository_permission: z.string().nullish(),
});

export const usersAnswer = z.array(z.object({ id, login, type: z.string() }));
export type RestUser = z.infer<typeof usersAnswer>[number];

export const collaboratorsAnswer = z.array(z.object({ id, login, role_name: z.string().min(1) }));

export const repositoriesAnswer = z.array(
  z.object({ id, name: z.string().min(1), full_name: z.string().min(1) }),
);
export type Repository = z.infer<typeof repositoriesAnswer>[number];

export const teamsAnswer = z.array(z.object({ id, slug: z.string().min(1), name: z.string() }));
export type Team = z.infer<typeof teamsAnswer>[number];

export const teamRepositoriesAnswer = z.array(
  z.object({ id, full_name: z.string().min(1), role_name: z.string().min(1) }),
);

export const invitationsAnswer = z.array(
  z.object({
    id,
    login: z.string().nullish(),
    email: z.string().nullish(),
    role: z.string(),
    created_at: instant,
    inviter: z.object({ login }).nullish(),
  }),
);
export type Invitation = z.infer<typeof invitationsAnswer>[number];

export const installationsAnswer = z.object({
  total_count: z.int(),
  installations: z.array(
    z.object({
      id,
      app_slug: z.string().min(1),
      permissions: z.record(z.string(), z.string()),
      repository_selection: z.string().nullish(),
      created_at: instant,
      suspended_at: instant,
    }),
  ),
});
export type Installation = z.infer<typeof installationsAnswer>['installations'][number];

export const keysAnswer = z.array(
  z.object({
    id,
    title: z.string(),
    read_only: z.boolean(),
    created_at: instant,
    last_used: instant,
    added_by: z.string().nullish(),
    enabled: z.boolean().optional(),
  }),
);

export const tokensAnswer = z.array(
  z.object({
    id,
    owner: z.object({ login }),
    token_name: z.string().nullish(),
    permissions: z.object({
      organization: z.record(z.string(), z.string()).optional(),
      repository: z.record(z.string(), z.string()).optional(),
      other: z.record(z.string(), z.string()).optional(),
    }),
    access_granted_at: instant,
    token_expired: z.boolean(),
    token_expires_at: instant,
    token_last_used_at: instant,
  }),
);
export type PersonalToken = z.infer<typeof tokensAnswer>[number];

export const auditAnswer = z.array(
  z.object({
    _document_id: z.string().min(1),
    action: z.string().min(1).max(200),
    '@timestamp': z.number(),
    actor: z.string().nullish(),
    user: z.string().nullish(),
    team: z.string().nullish(),
    repo: z.string().nullish(),
    permission: z.string().nullish(),
    old_permission: z.string().nullish(),
  }),
);
export type AuditEvent = z.infer<typeof auditAnswer>[number];
