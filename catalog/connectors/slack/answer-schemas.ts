import { z } from 'zod';

/** Answers are read for what is used of them; Slack adds fields without notice. */
export const workspaceAnswer = z.object({ ok: z.literal(true), url: z.url(), team_id: z.string().min(1) });

const flag = z.boolean().optional();

export const memberSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().optional(),
  real_name: z.string().nullish(),
  deleted: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_connector_bot: flag,
  has_2fa: flag,
  profile: z
    .object({
      email: z.string().nullish(),
      real_name: z.string().nullish(),
      api_app_id: z.string().nullish(),
    })
    .optional(),
});

export const membersAnswer = z.object({
  ok: z.literal(true),
  members: z.array(memberSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export const integrationSchema = z.object({
  user_id: z.string().optional(),
  date: z.string().regex(/^\d{1,12}$/),
  change_type: z.string(),
  app_id: z.string().optional(),
  service_id: z.union([z.string(), z.number()]).optional(),
  app_type: z.string().optional(),
  service_type: z.string().optional(),
  scope: z.string().optional(),
});

export const integrationsAnswer = z.object({
  ok: z.literal(true),
  logs: z.array(integrationSchema),
  paging: z.object({ total: z.int(), page: z.int(), pages: z.int() }),
});

export type Member = z.infer<typeof memberSchema>;
export type Integration = z.infer<typeof integrationSchema>;
