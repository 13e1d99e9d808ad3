import type { DangerousRight } from '@daybook/kit';
import { z } from 'zod';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Condition: z.unknown().optional(),
});
const documentSchema = z.object({
  Statement: z.union([statementSchema, z.array(statementSchema)]).transform((value) => [value].flat()),
});
type Statement = z.infer<typeof statementSchema>;

export type PolicyRights = { readonly rights: DangerousRight[] | 'unknown'; readonly scope: string[] };

/** Any one of these gives the right. `administer`: changing what oneself or others may do, from AWS's list of IAM actions. */
const actionsOfRight: Readonly<Record<DangerousRight, readonly string[]>> = {
  administer:
    `iam:AddUserToGroup iam:AttachGroupPolicy iam:AttachRolePolicy iam:AttachUserPolicy iam:CreateLoginProfile
    iam:CreatePolicyVersion iam:PutGroupPolicy iam:PutRolePolicy iam:PutUserPolicy iam:SetDefaultPolicyVersion
    iam:UpdateAssumeRolePolicy iam:UpdateLoginProfile`.split(/\s+/),
  export:
    `dynamodb:Scan ec2:ModifySnapshotAttribute rds:ModifyDBSnapshotAttribute rds:StartExportTask s3:GetObject
    secretsmanager:GetSecretValue`.split(/\s+/),
  connect: `iam:CreateAccessKey iam:CreateOpenIDConnectProvider iam:CreateRole iam:CreateSAMLProvider
    iam:UpdateAssumeRolePolicy`.split(/\s+/),
  publish: 'ses:SendEmail ses:SendRawEmail sns:Publish social-messaging:SendWhatsAppMessage'.split(' '),
};
const rightNames = ['administer', 'export', 'connect', 'publish'] as const;
const scopeMax = 50;
const termLengthMax = 200;

/**
 * What a policy document gives. A condition is taken as met, and what is limited to the holder's own user gives nothing over
 * others. A refusal without condition on everything takes the action away again; narrower ones are not counted.
 */
export function rightsOfPolicy(document: string | undefined): PolicyRights {
  const statements = parseDocument(document);
  if (statements === null) return { rights: 'unknown', scope: [] };
  const allows = statements.filter((one) => one.Effect === 'Allow' && !isOwnOnly(one));
  const denies = statements.filter(
    (one) => one.Effect === 'Deny' && one.Condition === undefined && isEverywhere(one),
  );
  const giving = new Set<Statement>();
  const rights = rightNames.filter((right) => {
    const givers = actionsOfRight[right]
      .filter((action) => !denies.some((one) => covers(one, action)))
      .flatMap((action) => allows.filter((one) => covers(one, action)));
    for (const one of givers) giving.add(one);
    return givers.length > 0;
  });
  return { rights, scope: scopeOf([...giving]) };
}

/** IAM hands documents over URL-encoded (RFC 3986). */
function parseDocument(document: string | undefined): readonly Statement[] | null {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(decodeURIComponent(document ?? '')));
    return parsed.success ? parsed.data.Statement : null;
  } catch {
    return null;
  }
}

function covers({ Action, NotAction }: Statement, action: string): boolean {
  if (Action !== undefined) return Action.some((pattern) => fits(pattern, action));
  return NotAction !== undefined && !NotAction.some((pattern) => fits(pattern, action));
}

function isOwnOnly({ Resource }: Statement): boolean {
  return Resource?.every((one) => /\$\{aws:user(name|id)\}/i.test(one)) ?? false;
}

function isEverywhere({ Resource, NotResource }: Statement): boolean {
  return NotResource !== undefined || (Resource?.includes('*') ?? true);
}

function scopeOf(statements: readonly Statement[]): string[] {
  if (statements.some(isEverywhere)) return [];
  const resources = new Set(statements.flatMap(({ Resource = [] }) => Resource.map(withoutUser)));
  return [...resources].slice(0, scopeMax).map((one) => one.slice(0, termLengthMax) || '*');
}

/** The name of a user is somebody's, and has no place in what a right is limited to. */
function withoutUser(resource: string): string {
  return resource.replace(/:user\/.{1,2000}$/, ':user/(named)');
}

/** `*` stands for any text and `?` for one character, without regard to case. Takes time linear in both lengths' product. */
export function fits(pattern: string, text: string): boolean {
  const [glob, value] = [pattern.toLowerCase(), text.toLowerCase()];
  let [at, star, retry] = [0, -1, 0];
  let i = 0;
  while (i < value.length) {
    if (glob[at] === '*') {
      star = at;
      retry = i;
      at += 1;
    } else if (glob[at] === '?' || glob[at] === value[i]) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      i = retry;
    } else return false;
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}
