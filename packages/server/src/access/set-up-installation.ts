import { refuse, renameWorkspace, type Services } from '../platform/index.ts';
import { createUser } from './create-user.ts';
import { defaultSlug, findOrCreateWorkspace } from './find-or-create-workspace.ts';
import { hasUsers, lockAccess } from './members.store.ts';
import { recordModel } from './permissions/record-model.ts';
import { recordMember } from './record-member.ts';
import { spendSetupLink } from './setup-link.ts';
import { openSession } from './sign-in/open-session.ts';
import { takeTries, triesPer } from './sign-in/take-tries.ts';

export type Setup = {
  readonly token: string;
  readonly workspaceName: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Of the client. */
  readonly address: string;
  readonly device: string | null;
};

/**
 * Makes the first administrator, owner of the first workspace, and signs them in: all of it or nothing. A workspace the
 * command line made before is taken over with what it holds. Answers the `set-cookie` headers.
 */
export async function setUpInstallation(input: Setup, services: Services): Promise<readonly string[]> {
  await takeTries([triesPer.setupAddress(input.address)], services);
  const { workspaceId, cookies } = await services.database.withSystem('set up', async (tx) => {
    await lockAccess(tx);
    if (await hasUsers(tx)) refuse('already-set-up');
    await spendSetupLink(tx, input.token, services);
    const { userId } = await createUser(tx, input, services);
    const opening = { userId, method: 'password', hasSecondFactor: false, device: input.device } as const;
    const session = await openSession(tx, opening, services);
    const first = { slug: defaultSlug, name: input.workspaceName };
    const { workspace, isNew } = await findOrCreateWorkspace(tx, first, services);
    if (!isNew) await renameWorkspace(tx, workspace.id, input.workspaceName);
    const identity = { name: input.name, email: input.email };
    const owner = { workspaceId: workspace.id, userId, role: 'owner', identity } as const;
    await recordMember(tx, { ...owner, addedBy: null, isFirst: isNew, slug: workspace.slug }, services);
    return { workspaceId: workspace.id, cookies: session.cookies };
  });
  await recordModel(workspaceId, services);
  return cookies;
}
