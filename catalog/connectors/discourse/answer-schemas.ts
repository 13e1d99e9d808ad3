import { z } from 'zod';

/** By Discourse's OpenAPI description, and for keys and logs by what its administration shows. */
const instant = z.string().nullish();
const named = z.object({ username: z.string().min(1) });

export const userSchema = z.object({
  id: z.int(),
  username: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  active: z.boolean(),
  admin: z.boolean(),
  moderator: z.boolean(),
  suspended_at: instant,
  suspended_till: instant,
  last_seen_at: instant,
  created_at: z.string(),
});
export const usersAnswer = z.array(userSchema);

/** One user as administrators see them. */
export const userDetailAnswer = z.object({ id: z.int(), second_factor_enabled: z.boolean().nullish() });

export const keySchema = z.object({
  id: z.int(),
  description: z.string().nullish(),
  /** Whose name it acts in; null: anybody's. */
  user: named.nullish(),
  created_by: named.nullish(),
  created_at: z.string(),
  last_used_at: instant,
  revoked_at: instant,
  api_key_scopes: z.array(z.object({ resource: z.string(), action: z.string() })).nullish(),
});
/** Newer versions page the keys and say so. */
export const keysAnswer = z.object({ keys: z.array(keySchema), offset: z.int().optional() });

export const actionSchema = z.object({
  id: z.int(),
  action_name: z.string().min(1),
  acting_user: named.nullish(),
  target_user: named.nullish(),
  subject: z.string().nullish(),
  previous_value: z.string().nullish(),
  new_value: z.string().nullish(),
  created_at: z.string(),
});
export const actionsAnswer = z.object({ staff_action_logs: z.array(actionSchema) });

export type User = z.infer<typeof userSchema>;
export type Key = z.infer<typeof keySchema>;
export type StaffAction = z.infer<typeof actionSchema>;
