import { userInfo } from 'node:os';
import { findWorkspace, refuse, type Services, type Tx } from '../platform/index.ts';
import { defaultSlug, findOrCreateWorkspace } from './find-or-create-workspace.ts';
import { findMembershipBySlug, lockAccess, type Membership } from './members.store.ts';
import { recordMember } from './record-member.ts';

/** The operating-system user this process runs as; whoever can open its private socket is that user. */
export type OperatingSystemUser = { readonly id: string; readonly login: string };

export function readOperatingSystemUser(): OperatingSystemUser {
  const uid = process.getuid?.() ?? 0;
  return { id: `os:${uid}`, login: loginOf(uid) };
}

/** A user without an entry in the system's table (usual in containers) is named by its number. */
function loginOf(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${uid}`;
  }
}

export type ServiceMember = { readonly membership: Membership; readonly isNewWorkspace: boolean };

/** Finds the service identity in a workspace, or makes it; the workspace `default` is made with it on first use. */
export async function ensureServiceMember(
  tx: Tx,
  slug: string,
  user: OperatingSystemUser,
  services: Services,
): Promise<ServiceMember> {
  const known = await findMembershipBySlug(tx, slug, user.id);
  if (known !== null) return { membership: known, isNewWorkspace: false };
  await lockAccess(tx);
  const madeMeanwhile = await findMembershipBySlug(tx, slug, user.id);
  if (madeMeanwhile !== null) return { membership: madeMeanwhile, isNewWorkspace: false };
  if (slug !== defaultSlug && (await findWorkspace(tx, slug)) === null) refuse('not-found');
  const { workspace, isNew } = await findOrCreateWorkspace(tx, { slug, name: 'Default workspace' }, services);
  const identity = { login: user.login, system: 'operating-system' };
  const service = { workspaceId: workspace.id, userId: user.id, role: 'service', identity } as const;
  const made = { ...service, addedBy: null, isFirst: isNew, slug };
  return { membership: await recordMember(tx, made, services), isNewWorkspace: isNew };
}
