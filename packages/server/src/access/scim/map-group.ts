import { append } from '../../ledger/index.ts';
import {
  type Actor,
  type MayDo,
  refuse,
  requireApart,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { areOnePerson } from '../federation/break-glass.store.ts';
import { listOwners, lockAccess } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { type PersonRole, weightyRoles } from '../permissions/role.ts';
import { scimActor } from './admit-scim.ts';
import { rolesByGroups } from './roles-by-groups.ts';
import { isInGroup, listGroupMembers } from './scim-group-members.store.ts';
import { lockGroup, type ScimGroup, updateMapping } from './scim-groups.store.ts';
import { readProvider } from './scim-provider.store.ts';

export type MappingOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly group: string;
};

export type Mapped = { readonly state: 'mapped' | 'waiting' };

const membersMax = 20_000;

/**
 * Says which role the members of a group get; null gives none. Owner, administrator and auditor are asked for and wait for an
 * owner, always: alone nobody maps them. Throws `own-rights` for whoever is in the group.
 */
export async function mapGroup(
  order: MappingOrder & { readonly role: PersonRole | null },
  services: Services,
): Promise<Mapped> {
  return inMapping(order, services, async (tx, group) => {
    const { workspaceId, actor, role } = order;
    if (role !== null && weightyRoles.includes(role) && role !== group.role) {
      const at = services.clock.now();
      const payload = { group: group.id, role, requestedBy: actor.id };
      const entry = accessEntry('scim-group.requested@1', { actor, at, refs: [group.id] }, payload);
      await append(tx, [entry], services);
      const mapping = { ...keptMapping(group), askedRole: role, askedBy: actor.id, askedAt: at };
      await updateMapping(tx, workspaceId, group.id, mapping);
      return { state: 'waiting', afterCommit: () => undefined };
    }
    return apply(tx, order, { group, role, mappedBy: actor.id, approvedBy: null }, services);
  });
}

/** The second person says yes: an owner who neither asked nor is in the group. */
export async function approveMapping(
  order: MappingOrder & { readonly may: MayDo },
  services: Services,
): Promise<Mapped> {
  const { workspaceId, actor, may } = order;
  if (actor.kind !== 'user') refuse('person-needed', 'a service never approves a role');
  return inMapping(order, services, async (tx, group) => {
    const { askedRole: role, askedBy } = group;
    if (role === null || askedBy === null) refuse('already-decided');
    if (askedBy === actor.id || (await areOnePerson(tx, workspaceId, [askedBy, actor.id])))
      refuse('second-person-needed');
    requireApart(may, { author: askedBy, requester: askedBy });
    if (!(await listOwners(tx, workspaceId)).includes(actor.id))
      refuse('forbidden', 'a role of this weight is approved by an owner');
    return apply(tx, order, { group, role, mappedBy: askedBy, approvedBy: actor.id }, services);
  });
}

/** Says no, also to what one asked for oneself. */
export async function declineMapping(order: MappingOrder, services: Services): Promise<Mapped> {
  const { workspaceId, actor } = order;
  return inMapping(order, services, async (tx, group) => {
    if (group.askedRole === null) refuse('already-decided');
    const at = services.clock.now();
    const payload = { group: group.id, role: group.askedRole, declinedBy: actor.id };
    const entry = accessEntry('scim-group.declined@1', { actor, at, refs: [group.id] }, payload);
    await append(tx, [entry], services);
    const mapping = { ...keptMapping(group), askedRole: null, askedBy: null, askedAt: null };
    await updateMapping(tx, workspaceId, group.id, mapping);
    return { state: 'mapped', afterCommit: () => undefined };
  });
}

type Outcome = Mapped & { readonly afterCommit: () => void };

async function inMapping(
  { workspaceId, actor, group: id }: MappingOrder,
  services: Services,
  work: (tx: Tx, group: ScimGroup) => Promise<Outcome>,
): Promise<Mapped> {
  services.keyring.assertOpen();
  const { state, afterCommit } = await services.database.withSystem('map a SCIM group', async (system) => {
    const tx = { ...system, workspaceId };
    await lockAccess(tx);
    const group = (await lockGroup(tx, workspaceId, id)) ?? refuse('not-found');
    if (await isInGroup(tx, workspaceId, { group: id, subject: actor.id })) refuse('own-rights');
    return work(tx, group);
  });
  afterCommit();
  services.live.publish(workspaceId, 'ledger');
  return { state };
}

type NewMapping = {
  readonly group: ScimGroup;
  readonly role: PersonRole | null;
  readonly mappedBy: string;
  readonly approvedBy: string | null;
};

async function apply(
  tx: Tx,
  { workspaceId, actor }: MappingOrder,
  { group, role, mappedBy, approvedBy }: NewMapping,
  services: Services,
): Promise<Outcome> {
  const at = services.clock.now();
  const payload = {
    group: group.id,
    requestedBy: mappedBy,
    approvedBy,
    before: { role: group.role },
    after: { role },
  };
  const entry = accessEntry('scim-group.mapped@1', { actor, at, refs: [group.id] }, payload);
  await append(tx, [entry], services);
  await updateMapping(tx, workspaceId, group.id, {
    role,
    mappedBy: role === null ? null : mappedBy,
    approvedBy: role === null ? null : approvedBy,
    mappedAt: role === null ? null : at,
    askedRole: null,
    askedBy: null,
    askedAt: null,
  });
  const members = await listGroupMembers(tx, workspaceId, { groups: [group.id], limit: membersMax });
  const provider = await readProvider(tx, workspaceId);
  if (provider === null) throw new Error('a group has no provider');
  const context = { workspaceId, actor: scimActor(provider) };
  const { afterCommit } = await rolesByGroups(
    tx,
    context,
    members.map(({ id }) => id),
    services,
  );
  return { state: 'mapped', afterCommit };
}

/** What is in force stays while something else is asked for. */
function keptMapping({ role, mappedBy, approvedBy, mappedAt }: ScimGroup) {
  return { role, mappedBy, approvedBy, mappedAt };
}
