import { createHash } from 'node:crypto';
import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { areOnePerson } from '../federation/break-glass.store.ts';
import {
  listMembershipsOfUser,
  listOwners,
  lockAccess,
  lockMember,
  type Membership,
} from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { weighs } from '../permissions/weighs.ts';
import { endResetsOf, findWaitingReset, giveReset, insertReset, type StoredReset } from './resets.store.ts';
import { listWaysIn } from './ways-in.store.ts';

const lifetimeMs = 24 * 60 * 60 * 1000;

export type ResetOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly subject: string;
};

export type ResetAnswer = {
  /** `waiting`: the same has to be asked for by a second person within a day. */
  readonly state: 'waiting' | 'ready';
  /** Shown this once; the token stands after `#`, so no server log ever holds it. Without an address of the server: its path. */
  readonly link: string | null;
  readonly expiresAt: string;
};

/**
 * A link by which a member chooses a new password and enrols anew. For whoever weighs much two people ask for it, and the
 * second is shown the link. Refuses who belongs to other workspaces too: their sign-in is not one workspace's to reset.
 */
export async function requestReset(order: ResetOrder, services: Services): Promise<ResetAnswer> {
  const { workspaceId, actor, subject } = order;
  services.keyring.assertOpen();
  if (subject === actor.id)
    refuse('own-rights', 'nobody resets their own sign-in', 'change your password instead');
  const answer = await services.database.withSystem('reset a sign-in', async (system) => {
    const tx = { ...system, workspaceId };
    await lockAccess(tx);
    const member = (await lockMember(tx, workspaceId, subject)) ?? refuse('not-found');
    await refuseReset(tx, member, actor);
    const now = services.clock.now();
    const waiting = await findWaitingReset(tx, workspaceId, subject, now);
    // A program may ask, and is nobody's second person.
    const isSecond = waiting !== null && (await isOther(tx, order, waiting.requestedBy));
    if (!isSecond && (await needsSecond(tx, member, actor))) return wait(tx, order, waiting, services);
    return give(tx, order, isSecond ? waiting : null, services);
  });
  services.live.publish(workspaceId, 'ledger');
  return answer;
}

/** Whoever sealed the account that asks, or opens the one they sealed, is still one person. */
async function isOther(tx: Tx, { workspaceId, actor }: ResetOrder, asked: string): Promise<boolean> {
  if (actor.kind !== 'user' || asked === actor.id) return false;
  return !(await areOnePerson(tx, workspaceId, [asked, actor.id]));
}

/**
 * As for every weighty role, one's own or by a grant: two people, as far as there are two owners; for an owner always. The only
 * owner there is may be helped by whoever holds the machine, who has the data and its keys anyway: otherwise nobody could ever
 * come in again.
 */
async function needsSecond(tx: Tx, member: Membership, actor: Actor): Promise<boolean> {
  const { workspaceId, role } = member;
  if (![member, ...member.grants].some(weighs)) return false;
  const owners = await listOwners(tx, workspaceId);
  if (role === 'owner' && owners.length === 1 && actor.label === 'service') return false;
  return role === 'owner' || !owners.includes(actor.id) || owners.length > 1;
}

async function refuseReset(tx: Tx, member: Membership, actor: Actor): Promise<void> {
  const { workspaceId, userId, role } = member;
  if (role === 'service') refuse('bad-request', 'the command line of this machine has no password');
  if ((await listMembershipsOfUser(tx, userId)).length > 1) {
    const hint = 'they change their password themselves, or an administrator of the installation helps';
    refuse('conflict', 'the sign-in of this person is used elsewhere too and is not reset from here', hint);
  }
  if (!(await listWaysIn(tx, userId)).includes('password')) {
    const hint = 'the administrator of that provider helps them';
    refuse('conflict', 'this person signs in through an identity provider and has no password', hint);
  }
  const owners = await listOwners(tx, workspaceId);
  const isOwner = [member, ...member.grants].some((held) => held.role === 'owner');
  const hasOthers = owners.some((owner) => owner !== member.subjectId);
  if (isOwner && hasOthers && !owners.includes(actor.id))
    refuse('forbidden', 'an owner is helped by another owner, while there is one');
}

async function wait(
  tx: Tx,
  { workspaceId, actor, subject }: ResetOrder,
  waiting: StoredReset | null,
  services: Services,
): Promise<ResetAnswer> {
  if (waiting !== null) return { state: 'waiting', link: null, expiresAt: waiting.expiresAt };
  const at = services.clock.now();
  const reset: StoredReset = { ...newReset(workspaceId, actor, subject, services), state: 'waiting' };
  await endResetsOf(tx, workspaceId, subject);
  await insertReset(tx, reset, null);
  const entry = accessEntry(
    'reset.requested@1',
    { actor, at, refs: [subject] },
    { subject, reset: reset.id },
  );
  await append(tx, [entry], services);
  return { state: 'waiting', link: null, expiresAt: reset.expiresAt };
}

async function give(
  tx: Tx,
  { workspaceId, actor, subject }: ResetOrder,
  waiting: StoredReset | null,
  services: Services,
): Promise<ResetAnswer> {
  // From the command line there may be no address: then the link begins at the app's own.
  const base = services.settings.baseUrl?.replace(/\/$/, '') ?? '';
  const token = services.ids.random('rst');
  const tokenDigest = digestOfToken(token);
  const at = services.clock.now();
  const reset = waiting ?? newReset(workspaceId, actor, subject, services);
  const expiresAt = newExpiry(services);
  if (waiting === null) {
    await endResetsOf(tx, workspaceId, subject);
    await insertReset(tx, { ...reset, state: 'given', expiresAt }, tokenDigest);
  } else {
    await giveReset(tx, waiting, { decidedBy: actor.id, tokenDigest, expiresAt });
  }
  const payload = { subject, reset: reset.id, requestedBy: reset.requestedBy, until: expiresAt };
  await append(tx, [accessEntry('reset.given@1', { actor, at, refs: [subject] }, payload)], services);
  return { state: 'ready', link: `${base}/reset#${token}`, expiresAt };
}

function newReset(
  workspaceId: WorkspaceId,
  actor: Actor,
  subject: string,
  services: Services,
): Omit<StoredReset, 'state'> {
  const requestedAt = services.clock.now();
  const id = services.ids.make('res');
  return {
    workspaceId,
    id,
    subject,
    requestedBy: actor.id,
    requestedAt,
    decidedBy: null,
    expiresAt: newExpiry(services),
  };
}

function newExpiry({ clock }: Pick<Services, 'clock'>): string {
  return new Date(Date.parse(clock.now()) + lifetimeMs).toISOString();
}

export function digestOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
