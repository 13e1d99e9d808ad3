import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { listOwners, lockAccess, lockMember, type Membership } from '../members.store.ts';
import { accessEntry, grantBody, maskedGrantReason } from './access-entry.ts';
import { giveGrant } from './give-grant.ts';
import { insertGrant, type StoredGrant } from './grants.store.ts';
import { isInForce, type Scope } from './held-roles.ts';
import { type PersonRole, refuseTogether } from './role.ts';
import { weighs } from './weighs.ts';

export type GrantOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly kind: StoredGrant['kind'];
  readonly subject: string;
  readonly role: PersonRole;
  readonly scope: Scope;
  readonly reason: string;
  /** Instants; null begins now, and lasts until it is ended. */
  readonly from: string | null;
  readonly until: string | null;
};

/**
 * Gives somebody a role, or asks another owner to. What weighs much waits for a second person, as far as there is one who may
 * approve. Throws `own-rights`, `not-found`, `conflict`, `roles-exclude-each-other`.
 */
export async function requestGrant(order: GrantOrder, services: Services): Promise<StoredGrant> {
  services.keyring.assertOpen();
  const reason = maskedGrantReason(order.reason, services);
  const grant = await services.database.withWorkspace(order.workspaceId, (tx) =>
    requestInTx(tx, { ...order, reason }, services),
  );
  services.live.publish(order.workspaceId, 'ledger');
  return grant;
}

/** In the caller's transaction, as its last step. The reason is masked already. */
export async function requestInTx(tx: Tx, order: GrantOrder, services: Services): Promise<StoredGrant> {
  const { workspaceId, actor } = order;
  await lockAccess(tx);
  const member = (await lockMember(tx, workspaceId, order.subject)) ?? refuse('not-found');
  if (member.subjectId === actor.id) refuse('own-rights');
  refuseUnfit(member, order, services.clock.now());
  const at = services.clock.now();
  const draft: StoredGrant = {
    id: services.ids.make('gra'),
    kind: order.kind,
    subject: order.subject,
    role: order.role,
    scope: order.scope,
    reason: order.reason,
    from: order.from ?? at,
    until: order.until,
    state: 'waiting',
    requestedBy: actor.id,
    requestedAt: at,
    decidedBy: null,
    decidedAt: null,
    endedAt: null,
    position: -1,
  };
  if (!(await needsSecond(tx, order)))
    return giveGrant(tx, { grant: draft, member, actor, isNew: true }, services);
  const payload = { ...grantBody(draft), requestedBy: actor.id };
  const refs = [draft.id, draft.subject];
  const entry = accessEntry('grant.requested@1', { actor, at, refs }, payload);
  const [appended] = await append({ ...tx, workspaceId }, [entry], services);
  const waiting = { ...draft, position: appended?.position ?? -1 };
  await insertGrant(tx, workspaceId, waiting);
  return waiting;
}

function refuseUnfit(member: Membership, { kind, role, until, from }: GrantOrder, now: string): void {
  if (member.role === 'service') refuse('bad-request', 'a service is given no role: give it to a person');
  if (kind === 'own-role' && member.role === role) refuse('conflict', 'this member has this role already');
  if (until !== null && Date.parse(until) <= Date.parse(from ?? now)) {
    refuse('bad-request', 'the grant ends before it begins');
  }
  if (until !== null && Date.parse(until) <= Date.parse(now))
    refuse('bad-request', 'the grant has ended already');
  const beside = member.grants
    .filter((grant) => isInForce({ ...grant, from: now }, now))
    .map((grant) => grant.role);
  refuseTogether([role, ...beside, ...(kind === 'grant' ? [member.role] : [])]);
}

/** The one owner there is decides alone, because nobody else could; the entry says so, and the database says the same. */
async function needsSecond(
  tx: Tx,
  { workspaceId, actor, role, scope, subject }: GrantOrder,
): Promise<boolean> {
  if (!weighs({ role, scope })) return false;
  const owners = await listOwners(tx, workspaceId);
  if (!owners.includes(actor.id)) return true;
  return owners.some((owner) => owner !== actor.id && owner !== subject);
}
