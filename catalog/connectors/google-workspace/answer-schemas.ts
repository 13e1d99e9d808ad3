import { z } from 'zod';

const id = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true }).nullish();
const nextPageToken = z.string().optional();

/** Google leaves an empty list out; what kind of answer it is stands in every one. */
export const usersAnswer = z.object({
  kind: z.literal('admin#directory#users'),
  nextPageToken,
  users: z
    .array(
      z.object({
        id,
        primaryEmail: z.string().min(1),
        name: z.object({ fullName: z.string().nullish() }).nullish(),
        isAdmin: z.boolean(),
        isDelegatedAdmin: z.boolean(),
        suspended: z.boolean(),
        archived: z.boolean().nullish(),
        isEnrolledIn2Sv: z.boolean().nullish(),
        isGuestUser: z.boolean().nullish(),
        lastLoginTime: instant,
        creationTime: instant,
      }),
    )
    .optional(),
});
export type User = NonNullable<z.infer<typeof usersAnswer>['users']>[number];

export const rolesAnswer = z.object({
  kind: z.literal('admin#directory#roles'),
  nextPageToken,
  items: z
    .array(
      z.object({
        roleId: id,
        roleName: z.string().min(1),
        isSystemRole: z.boolean().nullish(),
        isSuperAdminRole: z.boolean().nullish(),
        rolePrivileges: z.array(z.object({ privilegeName: z.string() })).nullish(),
      }),
    )
    .optional(),
});
export type Role = NonNullable<z.infer<typeof rolesAnswer>['items']>[number];

export const assignmentsAnswer = z.object({
  kind: z.literal('admin#directory#roleAssignments'),
  nextPageToken,
  items: z
    .array(
      z.object({
        roleAssignmentId: id,
        roleId: id,
        assignedTo: id,
        assigneeType: z.string().nullish(),
        scopeType: z.string().nullish(),
        orgUnitId: z.string().nullish(),
        condition: z.string().nullish(),
      }),
    )
    .optional(),
});
export type Assignment = NonNullable<z.infer<typeof assignmentsAnswer>['items']>[number];

export const groupsAnswer = z.object({
  kind: z.literal('admin#directory#groups'),
  nextPageToken,
  groups: z.array(z.object({ id, email: z.string().min(1) })).optional(),
});
export type Group = NonNullable<z.infer<typeof groupsAnswer>['groups']>[number];

export const membersAnswer = z.object({
  kind: z.literal('admin#directory#members'),
  nextPageToken,
  members: z.array(z.object({ id, type: z.string(), email: z.string().nullish() })).optional(),
});

export const tokensAnswer = z.object({
  kind: z.literal('admin#directory#tokenList'),
  nextPageToken,
  items: z
    .array(
      z.object({
        clientId: id,
        displayText: z.string().nullish(),
        scopes: z.array(z.string()).nullish(),
      }),
    )
    .optional(),
});
export type Token = NonNullable<z.infer<typeof tokensAnswer>['items']>[number];

const parameter = z.object({ name: z.string(), value: z.string().nullish() });
export const activitiesAnswer = z.object({
  kind: z.literal('admin#reports#activities'),
  nextPageToken,
  items: z
    .array(
      z.object({
        id: z.object({ time: z.iso.datetime({ offset: true }), uniqueQualifier: id }),
        actor: z
          .object({ email: z.string().nullish(), profileId: z.string().nullish(), key: z.string().nullish() })
          .nullish(),
        events: z.array(z.object({ name: z.string().min(1), parameters: z.array(parameter).nullish() })),
      }),
    )
    .optional(),
});
export type Activity = NonNullable<z.infer<typeof activitiesAnswer>['items']>[number];
