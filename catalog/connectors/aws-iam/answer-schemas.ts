import { z } from 'zod';

/**
 * Answers of IAM as AWS's client hands them over: it leaves out what an answer lacks, so each is held against what is
 * documented to be there. Lists that are empty may be absent inside an item, never at the top.
 */
const name = z.string().min(1).max(200);
const inlinePolicies = z
  .array(z.object({ PolicyName: name, PolicyDocument: z.string().optional() }))
  .default([]);
const attachedPolicies = z.array(z.object({ PolicyName: name, PolicyArn: z.string().min(1) })).default([]);

export const userSchema = z.object({
  UserName: name,
  UserId: name,
  Arn: z.string().regex(/^arn:aws[\w-]{0,20}:iam::\d{12}:user\//),
  CreateDate: z.date().optional(),
  GroupList: z.array(z.string()).default([]),
  UserPolicyList: inlinePolicies,
  AttachedManagedPolicies: attachedPolicies,
  PermissionsBoundary: z.object({ PermissionsBoundaryArn: z.string().optional() }).optional(),
});

export const groupSchema = z.object({
  GroupName: name,
  GroupId: name,
  GroupPolicyList: inlinePolicies,
  AttachedManagedPolicies: attachedPolicies,
});

export const policySchema = z.object({
  Arn: z.string().min(1),
  PolicyId: name,
  PolicyVersionList: z
    .array(z.object({ IsDefaultVersion: z.boolean().optional(), Document: z.string().optional() }))
    .default([]),
});

/** The three lists of one page; the client gives an absent list for one whose element is missing. */
export const detailsSchema = z.object({
  UserDetailList: z.array(userSchema),
  GroupDetailList: z.array(groupSchema),
  Policies: z.array(policySchema),
  IsTruncated: z.boolean(),
  Marker: z.string().optional(),
});

export const summarySchema = z.object({ SummaryMap: z.object({ Users: z.int().min(0) }) });
export const reportStateSchema = z.object({ State: z.enum(['STARTED', 'INPROGRESS', 'COMPLETE']) });
export const reportSchema = z.object({ Content: z.instanceof(Uint8Array) });

export const keySchema = z.object({
  AccessKeyId: name,
  Status: z.string(),
  CreateDate: z.date().optional(),
});
export const keysSchema = z.object({
  AccessKeyMetadata: z.array(keySchema),
  IsTruncated: z.boolean(),
  Marker: z.string().optional(),
});

export const lastUsedSchema = z.object({
  AccessKeyLastUsed: z.object({ LastUsedDate: z.date().optional(), ServiceName: z.string() }),
});

export const devicesSchema = z.object({
  MFADevices: z.array(z.object({ SerialNumber: z.string().min(1) })),
  IsTruncated: z.boolean(),
  Marker: z.string().optional(),
});

export type IamUser = z.infer<typeof userSchema>;
export type IamGroup = z.infer<typeof groupSchema>;
export type IamPolicy = z.infer<typeof policySchema>;
export type AccessKey = z.infer<typeof keySchema>;
