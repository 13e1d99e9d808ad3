import { listWorkspaces, type Services, type Tx, type Workspace } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { findSessionUser, type SessionUser } from './find-session.ts';
import { hasUsers, listMembershipsOfUser } from './members.store.ts';
import type { Role } from './role.ts';

export type SessionView = {
  readonly needsSetup: boolean;
  readonly user: SessionUser | null;
  readonly workspaces: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly role: Role;
    readonly isSample: boolean;
    readonly actions: readonly string[];
  }[];
};

/** Who is asking and what they may do where. Nobody learns anything but whether the installation is set up. */
export async function describeSession(
  request: { readonly cookie: string | undefined; readonly viaSocket: boolean },
  services: Services,
): Promise<SessionView> {
  return services.database.withSystem('describe a session', async (tx) => {
    const needsSetup = !(await hasUsers(tx));
    const user = request.viaSocket ? null : await findSessionUser(tx, request.cookie, services);
    const roles = await rolesOf(tx, user);
    const found = user === null && !request.viaSocket ? [] : await listWorkspaces(tx);
    const visible = request.viaSocket ? found : found.filter((one) => roles.has(one.id));
    return {
      needsSetup,
      user,
      workspaces: visible.map((one) => view(one, roles.get(one.id) ?? 'service', services)),
    };
  });
}

async function rolesOf(tx: Tx, user: SessionUser | null): Promise<ReadonlyMap<string, Role>> {
  const memberships = user === null ? [] : await listMembershipsOfUser(tx, user.id);
  return new Map(memberships.map((one) => [one.workspaceId, one.role]));
}

function view(workspace: Workspace, role: Role, services: Services): SessionView['workspaces'][number] {
  const { id, slug, name, isSample } = workspace;
  return { id, slug, name, role, isSample, actions: accessOf(services).permissions.allowedActions(role) };
}
