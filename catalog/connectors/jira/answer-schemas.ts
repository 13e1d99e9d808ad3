import { z } from 'zod';

/** By Atlassian's description of the Jira Cloud platform REST API v3 (https://developer.atlassian.com/cloud/jira/platform/rest/v3/). */
const id = z.string().min(1).max(200);

export const userSchema = z.object({
  accountId: id,
  accountType: z.string(),
  emailAddress: z.string().nullish(),
  displayName: z.string().nullish(),
  active: z.boolean(),
});
export const usersAnswer = z.array(userSchema);

/** A page as Jira numbers them. */
export function pageAnswer<Item extends z.ZodType>(item: Item) {
  return z.object({
    startAt: z.int(),
    total: z.int().optional(),
    isLast: z.boolean(),
    values: z.array(item),
  });
}

export const groupSchema = z.object({ groupId: id, name: z.string().min(1) });
export const memberSchema = z.object({ accountId: id });
export const projectSchema = z.object({ id, key: z.string().min(1) });

/** Products of the site, and the groups whose members may use them. */
export const productsAnswer = z.array(
  z.object({ key: z.string(), name: z.string(), groupDetails: z.array(z.object({ groupId: id })) }),
);

/** Addresses of a project's roles by their names. */
export const projectRolesAnswer = z.record(z.string(), z.string());

export const projectRoleAnswer = z.object({
  id: z.int(),
  name: z.string().min(1),
  actors: z
    .array(
      z.object({
        id: z.int(),
        actorUser: z.object({ accountId: id }).optional(),
        actorGroup: z.object({ groupId: id }).optional(),
      }),
    )
    .default([]),
});

export type User = z.infer<typeof userSchema>;
export type Group = z.infer<typeof groupSchema>;
export type Project = z.infer<typeof projectSchema>;
export type Products = z.infer<typeof productsAnswer>;
export type ProjectRole = z.infer<typeof projectRoleAnswer>;
