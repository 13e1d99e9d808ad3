import type { FastifyRequest } from 'fastify';
import {
  type Actor,
  type Admission,
  type Gate,
  type Permission,
  type Route,
  refuse,
  refuseSample,
  type Services,
  systemActor,
} from '../platform/index.ts';
import { installAccess } from './access-state.ts';
import { readAdmission } from './admission.store.ts';
import { admitKey, bearerOf } from './api-keys/admit-key.ts';
import { createDisclosure } from './disclosure/disclose.ts';
import { hasOwnerWithSignIn, type Membership } from './members.store.ts';
import { isClosedInSample } from './permissions/closed-in-sample.ts';
import { type Permissions, partsOf } from './permissions/permissions.ts';
import { recordModel } from './permissions/record-model.ts';
import { refuseCrossSite } from './same-origin.ts';
import { admitScim } from './scim/admit-scim.ts';
import { ensureServiceMember, type OperatingSystemUser, readOperatingSystemUser } from './service-member.ts';
import { sessionToken } from './session-token.ts';
import { entersBy } from './sign-in/enters-by.ts';
import { markSeen } from './sign-in/session-marks.store.ts';

/**
 * The decision before every route: who acts, where, and whether they may. Nobody: `unauthenticated`. Not a member, or no
 * such workspace: the same `not-found`. Made-up data, and a route that reaches beyond it: `sample-workspace`. Too few
 * rights: `forbidden`, naming the action alone. Throws at start when a route has no clear permission or a policy names what
 * does not exist.
 */
export function createGate(
  routes: readonly Route[],
  services: Services,
  user: OperatingSystemUser = readOperatingSystemUser(),
): Gate {
  const { permissions } = installAccess(routes, services);
  return async (request, permission, viaSocket) => {
    if (permission.token === 'scim') return admitScim(request, services);
    if (permission.needs === 'public') {
      if (!viaSocket && permission.isCrossSite !== true) refuseCrossSite(request, services.settings.baseUrl);
      return { actor: viaSocket ? serviceOutside : systemActor, workspaceId: null, may: nowhere };
    }
    const token = viaSocket ? null : bearerOf(request);
    if (token !== null) {
      // No browser sends a key by itself, so there is no other site to refuse.
      if (permission.needs !== 'workspace') refuse('unauthenticated');
      return allow(await admitProgram(request, token, services), permission, permissions, services);
    }
    const admission = viaSocket
      ? await admitService(request, permission, user, services)
      : await admitUser(request, permission, services);
    if (!viaSocket) refuseCrossSite(request, services.settings.baseUrl);
    return permission.needs === 'workspace'
      ? allow(admission, permission, permissions, services)
      : outside(admission);
  };
}

/** Outside workspaces nothing is decided by role. */
const nowhere = () => false;

/** The command line where there is no workspace, and so no pseudonym. */
const serviceOutside: Actor = { ...systemActor, kind: 'service', label: 'service' };

/** Someone known, with their membership in the workspace of the path, or null on a route outside workspaces. */
type Caller = {
  readonly actor: Actor;
  readonly membership: Membership | null;
  readonly secondFactor: SecondFactor;
  /** Told of an API key alone: the actions it is limited to. */
  readonly scopes?: readonly string[];
  /** Told of the command line alone: what it may do for want of an owner. */
  readonly ownerCanSignIn?: boolean;
};

/** Whether one was shown in this session, and whether the workspace asks for one. */
type SecondFactor = { readonly mfa: boolean; readonly mfaRequired: boolean };

const noneNeeded: SecondFactor = { mfa: false, mfaRequired: false };

async function admitUser(
  request: FastifyRequest,
  { needs }: Permission,
  services: Services,
): Promise<Caller> {
  const token = (await sessionToken(request.headers.cookie, services)) ?? refuse('unauthenticated');
  const slug = needs === 'workspace' ? slugOf(request) : '';
  const { userId, session, membership, policy } =
    (await readAdmission({ token, slug }, services)) ?? refuse('unauthenticated');
  if (!session.isSeenLately) {
    await services.database.withSystem('mark a session as seen', (tx) => markSeen(tx, session.id));
  }
  if (needs !== 'workspace') return { ...outsider(userId), secondFactor: noneNeeded };
  if (membership === null) refuse('not-found');
  if (!entersBy(session, policy)) refuse('sso-required');
  // The length of its password and the review stand in for the second factor of a sealed account.
  const mfaRequired = policy.requireSecondFactor && session.method !== 'break-glass';
  return {
    actor: actorOf(membership),
    membership,
    secondFactor: { mfa: session.secondFactorAt !== null, mfaRequired },
  };
}

function outsider(userId: string): Pick<Caller, 'actor' | 'membership'> {
  return { actor: { ...systemActor, kind: 'user', userId, label: 'user' }, membership: null };
}

async function admitService(
  request: FastifyRequest,
  { needs }: Permission,
  user: OperatingSystemUser,
  services: Services,
): Promise<Caller> {
  if (needs !== 'workspace') return { actor: serviceOutside, membership: null, secondFactor: noneNeeded };
  const slug = slugOf(request);
  const { membership, isNewWorkspace, ownerCanSignIn } = await services.database.withSystem(
    'admit the command line',
    async (tx) => {
      const found = await ensureServiceMember(tx, slug, user, services);
      return { ...found, ownerCanSignIn: await hasOwnerWithSignIn(tx, found.membership.workspaceId) };
    },
  );
  if (isNewWorkspace) await recordModel(membership.workspaceId, services);
  return { actor: actorOf(membership), membership, secondFactor: noneNeeded, ownerCanSignIn };
}

async function admitProgram(request: FastifyRequest, token: string, services: Services): Promise<Caller> {
  const { hasSecondFactor, ...admitted } = await admitKey(
    request,
    { token, slug: slugOf(request) },
    services,
  );
  return { ...admitted, secondFactor: { mfa: hasSecondFactor, mfaRequired: true } };
}

async function allow(
  { actor, membership, secondFactor, scopes, ownerCanSignIn = true }: Caller,
  permission: Permission,
  permissions: Permissions,
  services: Services,
): Promise<Admission> {
  if (membership === null) refuse('not-found');
  const { role, grants, workspaceId } = membership;
  if (isClosedInSample(permission)) {
    await services.database.withWorkspace(workspaceId, (tx) => refuseSample(tx, workspaceId));
  }
  const { action } = permission;
  const context = { ...secondFactor, ownerCanSignIn, now: services.clock.now() };
  const decide = permissions.decider({ actor, role, grants }, workspaceId, context);
  const isScope = (asked: string) => scopes === undefined || scopes.includes(asked);
  if (!isScope(action)) refuse('forbidden', `this key does not allow \`${action}\``);
  const may: Admission['may'] = (about, other = action) => isScope(other) && decide(about, other);
  if (!isLetIn(may, permission, membership)) {
    const shown = permissions.decider({ actor, role, grants }, workspaceId, { ...context, mfa: true });
    const would: Admission['may'] = (about, other = action) => shown(about, other);
    if (isLetIn(would, permission, membership)) refuse('second-factor-needed');
    refuse('forbidden', `your role does not allow \`${action}\``);
  }
  return { actor, workspaceId, may, disclose: createDisclosure(may, permission, actor.id) };
}

function isLetIn(
  may: Admission['may'],
  { isScoped }: Permission,
  { subjectId, grants }: Membership,
): boolean {
  return may({}) || partsOf({ actor: { id: subjectId }, grants }, isScoped).some((about) => may(about));
}

function outside({ actor }: Caller): Admission {
  return { actor, workspaceId: null, may: nowhere };
}

function actorOf({ role, subjectId, userId }: Membership): Actor {
  if (role === 'service') return { kind: 'service', id: subjectId, userId: null, label: role };
  return { kind: 'user', id: subjectId, userId, label: role };
}

function slugOf(request: FastifyRequest): string {
  // The gate runs before validation; the path's own pattern makes this a string.
  const { workspace } = request.params as { readonly workspace?: unknown };
  return typeof workspace === 'string' ? workspace : refuse('not-found');
}
