import { z } from 'zod';

/** Instants as Okta writes them; what is none counts as not told. */
const instant = z.iso.datetime({ offset: true }).nullish();
const id = z.string().min(1).max(100);

export const usersAnswer = z.array(
  z.object({
    id,
    status: z.string(),
    created: instant,
    lastLogin: instant,
    profile: z.object({
      login: z.string().nullish(),
      email: z.string().nullish(),
      displayName: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      userType: z.string().nullish(),
      organization: z.string().nullish(),
    }),
    credentials: z.object({ provider: z.object({ type: z.string() }).nullish() }).nullish(),
  }),
);
export type User = z.infer<typeof usersAnswer>[number];

export const factorsAnswer = z.array(z.object({ id, factorType: z.string(), status: z.string() }));
export type Factor = z.infer<typeof factorsAnswer>[number];

export const rolesAnswer = z.array(
  z.object({
    id,
    type: z.string().min(1).max(200),
    label: z.string().nullish(),
    status: z.string(),
    assignmentType: z.string(),
    created: instant,
  }),
);
export type Role = z.infer<typeof rolesAnswer>[number];

export const groupsAnswer = z.array(
  z.object({ id, type: z.string(), profile: z.object({ name: z.string() }) }),
);
export type Group = z.infer<typeof groupsAnswer>[number];

export const membersAnswer = z.array(z.object({ id, status: z.string() }));
export const rulesAnswer = z.array(z.object({ id, status: z.string() }));

export const appsAnswer = z.array(
  z.object({ id, label: z.string().min(1), status: z.string(), signOnMode: z.string().nullish() }),
);
export type App = z.infer<typeof appsAnswer>[number];

export const appUsersAnswer = z.array(
  z.object({
    id,
    status: z.string(),
    scope: z.string(),
    created: instant,
    credentials: z.object({ userName: z.string().nullish() }).nullish(),
  }),
);
export type AppUser = z.infer<typeof appUsersAnswer>[number];

export const appGroupsAnswer = z.array(z.object({ id, priority: z.int().nullish() }));

export const tokensAnswer = z.array(
  z.object({
    id,
    name: z.string(),
    userId: z.string().nullish(),
    created: instant,
    expiresAt: instant,
  }),
);
export type Token = z.infer<typeof tokensAnswer>[number];

const party = z.object({
  id: z.string().nullish(),
  type: z.string().nullish(),
  alternateId: z.string().nullish(),
  displayName: z.string().nullish(),
});
export type Party = z.infer<typeof party>;

export const logsAnswer = z.array(
  z.object({
    uuid: id,
    eventType: z.string().min(1).max(200),
    published: z.iso.datetime({ offset: true }),
    actor: party.nullish(),
    target: z.array(party).nullish(),
    outcome: z.object({ result: z.string().nullish() }).nullish(),
    debugContext: z
      .object({ debugData: z.object({ privilegeGranted: z.string().nullish() }).nullish() })
      .nullish(),
  }),
);
export type LogEvent = z.infer<typeof logsAnswer>[number];
