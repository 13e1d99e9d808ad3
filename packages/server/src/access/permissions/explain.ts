import { refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { findMember, listMemberships, type Membership } from '../members.store.ts';
import { effectiveRoles, type HeldGrant, isInForce, type Scope } from './held-roles.ts';
import type { Decision, Permissions } from './permissions.ts';
import { type Role, roles, roleTexts } from './role.ts';

export type Explanation = {
  readonly allowed: boolean;
  readonly reasons: readonly { readonly policy: string; readonly sentence: string }[];
  /** Of a refusal: what would be needed, in plain words. */
  readonly missing: readonly string[];
};

export type Asked = {
  readonly workspaceId: WorkspaceId;
  readonly action: string;
  readonly scope: Scope;
};

/** "Why may she?": the policies that decide, and for a refusal what would be needed. */
export async function explain(
  asked: Asked & { readonly subject: string },
  services: Services,
): Promise<Explanation> {
  const { permissions } = accessOf(services);
  refuseUnknown(asked, permissions);
  const member = await services.database.withWorkspace(asked.workspaceId, async (tx) => {
    return (await findMember(tx, asked.workspaceId, asked.subject)) ?? refuse('not-found');
  });
  const decision = decideFor(member, asked, services);
  const reasons = decision.reasons.map((policy) => ({ policy, sentence: permissions.sentence(policy) }));
  const missing = decision.allowed ? [] : missingFor(member, asked, decision, services);
  return { allowed: decision.allowed, reasons, missing };
}

export type Permitted = {
  readonly subject: string;
  readonly role: Role;
  readonly identity: { readonly position: number; readonly id: string };
  /** `role`, or the grants without which they might not. */
  readonly via: readonly string[];
  /** Those grants. */
  readonly grants: readonly HeldGrant[];
};

/** "Who may export?": members by pseudonym. Reads whole pages of members and answers those among them who may. */
export async function whoMay(
  asked: Asked & { readonly after: string; readonly limit: number },
  services: Services,
): Promise<{ readonly permitted: readonly Permitted[]; readonly next: string | null }> {
  refuseUnknown(asked, accessOf(services).permissions);
  const members = await services.database.withWorkspace(asked.workspaceId, (tx: Tx) =>
    listMemberships(tx, asked.workspaceId, asked),
  );
  const permitted = members
    .filter((member) => decideFor(member, asked, services).allowed)
    .map((member) => {
      const via = viaOf(member, asked, services);
      return {
        subject: member.subjectId,
        role: member.role,
        identity: { position: member.identityPosition, id: member.identityEntry },
        via,
        grants: member.grants.filter(({ id }) => via.includes(id)),
      };
    });
  return { permitted, next: members.length < asked.limit ? null : (members.at(-1)?.subjectId ?? null) };
}

function refuseUnknown({ action }: Asked, { actions }: Permissions): void {
  if (!actions.includes(action))
    refuse('bad-request', 'there is no such action', 'see the list of permissions');
}

function decideFor(member: Membership, { workspaceId, action, scope }: Asked, services: Services): Decision {
  const { sensitivity, ...place } = scope;
  return accessOf(services).permissions.decide({
    actor: { id: member.subjectId, kind: member.role === 'service' ? 'service' : 'user' },
    role: member.role,
    grants: member.grants,
    action,
    resource: { workspace: workspaceId, scope: place, ...(sensitivity && { sensitivity }) },
    context: { mfa: true, mfaRequired: true, now: services.clock.now() },
  });
}

function viaOf(member: Membership, asked: Asked, services: Services): readonly string[] {
  if (decideFor({ ...member, grants: [] }, asked, services).allowed) return ['role'];
  return effectiveRoles(member, asked.scope, services.clock.now()).via;
}

function missingFor(
  member: Membership,
  asked: Asked,
  decision: Decision,
  services: Services,
): readonly string[] {
  if (decision.reasons.length > 0) {
    const { permissions } = accessOf(services);
    return decision.reasons.map(
      (policy) => `Forbidden to everyone it applies to: ${permissions.sentence(policy)}`,
    );
  }
  const now = services.clock.now();
  const enough = roles.filter(
    (role) => role !== 'service' && decideFor({ ...member, role, grants: [] }, asked, services).allowed,
  );
  const elsewhere = member.grants.filter((grant) => enough.includes(grant.role));
  return [
    enough.length === 0
      ? 'No role allows this.'
      : `One of these roles, or a grant of one: ${enough.map((role) => roleTexts[role].name).join(', ')}.`,
    ...elsewhere.map((grant) =>
      isInForce(grant, now)
        ? `The grant ${grant.id} counts in another scope only.`
        : `The grant ${grant.id} is not in force now.`,
    ),
  ];
}
