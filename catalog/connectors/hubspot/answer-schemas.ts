import { z } from 'zod';

/** By HubSpot's reference (https://developers.hubspot.com/docs/api-reference). Ids come as numbers or as text. */
const id = z.union([z.string().min(1).max(100), z.int()]).transform(String);

export const detailsAnswer = z.object({ portalId: z.int() });

export const userSchema = z.object({
  id,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  roleIds: z.array(id).default([]),
  superAdmin: z.boolean().optional(),
  primaryTeamId: id.nullish(),
  secondaryTeamIds: z.array(id).nullish(),
});
export const roleSchema = z.object({ id, name: z.string().min(1) });
export const teamSchema = z.object({ id, name: z.string().min(1) });
/** An owner of records; an archived one is a user who was deactivated or removed. */
export const ownerSchema = z.object({
  id,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  type: z.string(),
  userIdIncludingInactive: id.nullish(),
});
export const loginSchema = z.object({
  id,
  loginAt: z.string(),
  userId: id.nullish(),
  loginSucceeded: z.boolean(),
});

export function listAnswer<Item extends z.ZodType>(item: Item) {
  return z.object({
    results: z.array(item),
    paging: z.object({ next: z.object({ after: z.string().min(1) }).nullish() }).nullish(),
  });
}

export type User = z.infer<typeof userSchema>;
export type Role = z.infer<typeof roleSchema>;
export type Owner = z.infer<typeof ownerSchema>;
export type Login = z.infer<typeof loginSchema>;
