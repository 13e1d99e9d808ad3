import { z } from 'zod';

/** By Intercom's OpenAPI description 2.11, for what is used of it. Ids come as texts and, in lists of ids, as numbers. */
const id = z.union([z.string().min(1).max(100), z.int()]).transform(String);

export const workspaceAnswer = z.object({
  type: z.literal('admin'),
  app: z.object({ id_code: z.string().min(1).max(100) }),
});

export const adminSchema = z.object({
  type: z.string(),
  id,
  name: z.string().nullish(),
  email: z.string().nullish(),
  has_inbox_seat: z.boolean().optional(),
  /** Not in the description; some workspaces tell it. */
  role: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).nullish(),
});
export const adminsAnswer = z.object({ type: z.literal('admin.list'), admins: z.array(adminSchema) });

export const teamSchema = z.object({ id, name: z.string(), admin_ids: z.array(id) });
export const teamsAnswer = z.object({ type: z.literal('team.list'), teams: z.array(teamSchema) });

export const activitySchema = z.object({
  id,
  activity_type: z.string().min(1).max(100),
  created_at: z.int().min(0).optional(),
  performed_by: z.object({ type: z.string().optional(), id: id.optional() }).nullable(),
  metadata: z.object({ before: z.unknown(), after: z.unknown() }).partial().nullish(),
});

export const activitiesAnswer = z.object({
  type: z.literal('activity_log.list'),
  activity_logs: z.array(activitySchema),
  pages: z
    .object({
      next: z.union([z.string(), z.object({ starting_after: z.string() })]).nullish(),
      page: z.int().optional(),
      total_pages: z.int().optional(),
    })
    .nullish(),
});

export type Admin = z.infer<typeof adminSchema>;
export type Team = z.infer<typeof teamSchema>;
export type Activity = z.infer<typeof activitySchema>;
export type ActivitiesAnswer = z.infer<typeof activitiesAnswer>;
