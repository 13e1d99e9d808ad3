import { z } from 'zod';

/** By Discord's OpenAPI description, version 10, for what is used of it. Tokens of webhooks are never taken over. */
export const snowflake = z.string().regex(/^\d{1,20}$/);
const bits = z
  .string()
  .regex(/^\d{1,30}$/)
  .transform(BigInt);

export const guildAnswer = z.object({ id: snowflake, owner_id: snowflake, mfa_level: z.int() });

export const userSchema = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});
export const memberSchema = z.object({ user: userSchema, roles: z.array(snowflake), joined_at: z.string() });
export const membersAnswer = z.array(memberSchema);

export const roleSchema = z.object({ id: snowflake, name: z.string().min(1), permissions: bits });
export const rolesAnswer = z.array(roleSchema);

const overwrite = z.object({ id: snowflake, type: z.union([z.literal(0), z.literal(1)]), allow: bits });
export const channelsAnswer = z.array(
  z.object({
    id: snowflake,
    name: z.string().nullish(),
    permission_overwrites: z.array(overwrite).default([]),
  }),
);

export const webhooksAnswer = z.array(
  z.object({
    id: snowflake,
    type: z.int(),
    name: z.string().nullish(),
    channel_id: snowflake.nullish(),
    application_id: snowflake.nullish(),
    user: userSchema.optional(),
  }),
);

const change = z.object({ key: z.string(), old_value: z.unknown(), new_value: z.unknown() });
export const auditEntrySchema = z.object({
  id: snowflake,
  action_type: z.int(),
  user_id: snowflake.nullable(),
  target_id: snowflake.nullable(),
  changes: z.array(change.partial({ old_value: true, new_value: true })).optional(),
});
export const auditAnswer = z.object({
  audit_log_entries: z.array(auditEntrySchema),
  users: z.array(userSchema),
});

export type User = z.infer<typeof userSchema>;
export type Member = z.infer<typeof memberSchema>;
export type Role = z.infer<typeof roleSchema>;
export type Channel = z.infer<typeof channelsAnswer>[number];
export type Webhook = z.infer<typeof webhooksAnswer>[number];
export type AuditEntry = z.infer<typeof auditEntrySchema>;
