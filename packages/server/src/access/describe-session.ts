import { listWorkspaces, type Services, type Tx, type Workspace } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { findSessionUser, type SessionUser } from './find-session.ts';
import { hasUsers, listMembershipsOfUser, type Membership } from './members.store.ts';
import type { Role } from './permissions/role.ts';

export type SessionView = {
  readonly needsSetup: boolean;
  readonly user: SessionUser | null;
  readonly workspaces: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly role: Role;
    readonly isSample: boolean;
    /** `sub_…`, whom the ledger of this workspace takes the asker for; null for a service. */
    readonly subject: string | null;
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
    const memberships = await membershipsOf(tx, user);
    const found = user === null && !request.viaSocket ? [] : await listWorkspaces(tx);
    const visible = request.viaSocket ? found : found.filter((one) => memberships.has(one.id));
    return {
      needsSetup,
      user,
      workspaces: visible.map((one) => view(one, memberships.get(one.id) ?? null, services)),
    };
  });
}

async function membershipsOf(tx: Tx, user: SessionUser | null): Promise<ReadonlyMap<string, Membership>> {
  const memberships = user === null ? [] : await listMembershipsOfUser(tx, user.id);
  return new Map(memberships.map((one) => [one.workspaceId, one]));
}

function view(
  { id, slug, name, isSample }: Workspace,
  membership: Membership | null,
  services: Services,
): SessionView['workspaces'][number] {
  const role = membership?.role ?? 'service';
  const context = { mfa: false, mfaRequired: false, now: services.clock.now() };
  const holder = { role, grants: membership?.grants ?? [] };
  const actions = accessOf(services).permissions.allowedActions(holder, context);
  return { id, slug, name, role, isSample, subject: membership?.subjectId ?? null, actions };
}
