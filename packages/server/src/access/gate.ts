import type { FastifyRequest } from 'fastify';
import {
  type Actor,
  type Admission,
  type AskedAbout,
  type Gate,
  type Permission,
  type Route,
  refuse,
  type Services,
  systemActor,
} from '../platform/index.ts';
import { installAccess } from './access-state.ts';
import { findSessionUser } from './find-session.ts';
import { findMembershipBySlug, type Membership } from './members.store.ts';
import type { Scope } from './permissions/held-roles.ts';
import type { Permissions } from './permissions/permissions.ts';
import { refuseCrossSite } from './same-origin.ts';
import { ensureServiceMember, type OperatingSystemUser, readOperatingSystemUser } from './service-member.ts';

/**
 * The decision before every route: who acts, where, and whether they may. Nobody: `unauthenticated`. Not a member, or no
 * such workspace: the same `not-found`. Too few rights: `forbidden`, naming the action alone. Throws at start when a
 * route has no clear permission or a policy names what does not exist.
 */
export function createGate(
  routes: readonly Route[],
  services: Services,
  user: OperatingSystemUser = readOperatingSystemUser(),
): Gate {
  const { permissions } = installAccess(routes, services);
  return async (request, permission, viaSocket) => {
    if (permission.needs === 'public') {
      if (!viaSocket) refuseCrossSite(request, services.settings.baseUrl);
      return { actor: viaSocket ? serviceOutside : systemActor, workspaceId: null, may: nowhere };
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
type Caller = { readonly actor: Actor; readonly membership: Membership | null };

async function admitUser(
  request: FastifyRequest,
  { needs }: Permission,
  services: Services,
): Promise<Caller> {
  return services.database.withSystem('admit a request', async (tx) => {
    const user = (await findSessionUser(tx, request.headers.cookie, services)) ?? refuse('unauthenticated');
    if (needs !== 'workspace')
      return { actor: { ...systemActor, kind: 'user', userId: user.id, label: 'user' }, membership: null };
    const membership = (await findMembershipBySlug(tx, slugOf(request), user.id)) ?? refuse('not-found');
    return { actor: actorOf(membership), membership };
  });
}

async function admitService(
  request: FastifyRequest,
  { needs }: Permission,
  user: OperatingSystemUser,
  services: Services,
): Promise<Caller> {
  if (needs !== 'workspace') return { actor: serviceOutside, membership: null };
  const slug = slugOf(request);
  const membership = await services.database.withSystem('admit the command line', (tx) =>
    ensureServiceMember(tx, slug, user, services),
  );
  return { actor: actorOf(membership), membership };
}

function allow(
  { actor, membership }: Caller,
  permission: Permission,
  permissions: Permissions,
  services: Services,
): Admission {
  if (membership === null) refuse('not-found');
  const { role, grants, workspaceId } = membership;
  const { action } = permission;
  // Sign-in says here whether a second factor was shown, and whether the workspace demands one.
  const context = { mfa: false, mfaRequired: false, now: services.clock.now() };
  const decide = permissions.decider({ actor, role, grants }, workspaceId, context);
  const may: Admission['may'] = (about, other = action) => decide(about, other);
  const mayInParts = () => may({ subject: actor.id }) || grants.some(({ scope }) => may(placeOf(scope)));
  const isAllowed = may({}) || (permission.isScoped === true && mayInParts());
  if (!isAllowed) refuse('forbidden', `your role does not allow \`${action}\``);
  return { actor, workspaceId, may };
}

/** Somewhere in the scope of a grant. */
function placeOf({ sensitivity, ...scope }: Scope): AskedAbout {
  return { scope, ...(sensitivity !== undefined && { sensitivity }) };
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
