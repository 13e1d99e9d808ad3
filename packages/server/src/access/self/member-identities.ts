import { readPayloads } from '../../ledger/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { listMemberships } from '../members.store.ts';
import type { MemberIdentity } from '../record-member.ts';

export type MemberIdentityAt = {
  readonly subject: string;
  readonly position: number;
  readonly identity: MemberIdentity;
};

/** Who members are, as the workspace was told; whoever was erased is among the subjects alone. By pseudonym. */
export async function listMemberIdentities(
  tx: Tx,
  page: { readonly after: string; readonly limit: number },
  services: Pick<Services, 'dataKeys'>,
): Promise<{ readonly subjects: readonly string[]; readonly identities: readonly MemberIdentityAt[] }> {
  // A transaction of a workspace has one.
  const memberships = await listMemberships(tx, tx.workspaceId as WorkspaceId, page);
  const places = memberships.map((one) => ({ position: one.identityPosition, id: one.identityEntry }));
  const identities = (await readPayloads(tx, places, services)).map(({ position, body }) => {
    // Written by `recordMember`.
    const told = JSON.parse(body.toString('utf8')) as { subject: string; identity: MemberIdentity };
    return { subject: told.subject, position, identity: told.identity };
  });
  return { subjects: memberships.map(({ subjectId }) => subjectId), identities };
}
