import { z } from 'zod';

/** Answers of Microsoft Graph v1.0, read for what is used of them. What was not asked for or may not be seen is absent. */
const id = z.string().min(1).max(100);
const instant = z.iso.datetime({ offset: true });

export const tokenAnswer = z.object({ token_type: z.string(), access_token: z.string().min(1) });

export const organizationSchema = z.object({
  id,
  verifiedDomains: z.array(z.object({ name: z.string(), isInitial: z.boolean().optional() })).optional(),
});

export const userSchema = z.object({
  id,
  userPrincipalName: z.string().nullish(),
  mail: z.string().nullish(),
  displayName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
  companyName: z.string().nullish(),
  createdDateTime: instant.nullish(),
});

export const activitySchema = z.object({
  id,
  signInActivity: z
    .object({
      lastSignInDateTime: instant.nullish(),
      lastNonInteractiveSignInDateTime: instant.nullish(),
      lastSuccessfulSignInDateTime: instant.nullish(),
    })
    .nullish(),
});

export const registrationSchema = z.object({
  id,
  userPrincipalName: z.string().nullish(),
  isMfaRegistered: z.boolean().nullish(),
});

export const roleSchema = z.object({ id, displayName: z.string(), roleTemplateId: z.string().nullish() });

/** One role of one principal, of any role and any scope; those that may be activated have an end. */
export const roleAssignmentSchema = z.object({
  id: z.string().min(1).max(200),
  principalId: id,
  roleDefinitionId: id,
  directoryScopeId: z.string().nullish(),
  roleDefinition: z.object({ displayName: z.string().nullish(), isBuiltIn: z.boolean().nullish() }).nullish(),
  startDateTime: instant.nullish(),
  endDateTime: instant.nullish(),
});

export const memberSchema = z.object({
  id,
  '@odata.type': z.string().optional(),
  displayName: z.string().nullish(),
});

const secretSchema = z.object({
  keyId: id,
  displayName: z.string().nullish(),
  startDateTime: instant.nullish(),
  endDateTime: instant.nullish(),
});

export const applicationSchema = z.object({
  id,
  appId: id,
  displayName: z.string().nullish(),
  passwordCredentials: z.array(secretSchema),
  keyCredentials: z.array(secretSchema),
  owners: z.array(memberSchema).optional(),
});

export const servicePrincipalSchema = z.object({
  id,
  appId: id,
  displayName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  servicePrincipalType: z.string().nullish(),
  appOwnerOrganizationId: z.string().nullish(),
  appRoles: z.array(z.object({ id, value: z.string().nullish() })).optional(),
});

export const assignmentSchema = z.object({
  id: z.string().min(1).max(200),
  appRoleId: id,
  resourceId: id,
  resourceDisplayName: z.string().nullish(),
  createdDateTime: instant.nullish(),
});

export type User = z.infer<typeof userSchema>;
export type Activity = z.infer<typeof activitySchema>;
export type Registration = z.infer<typeof registrationSchema>;
export type Role = z.infer<typeof roleSchema>;
export type RoleAssignment = z.infer<typeof roleAssignmentSchema>;
export type Member = z.infer<typeof memberSchema>;
export type Secret = z.infer<typeof secretSchema>;
export type Application = z.infer<typeof applicationSchema>;
export type ServicePrincipal = z.infer<typeof servicePrincipalSchema>;
export type Assignment = z.infer<typeof assignmentSchema>;
