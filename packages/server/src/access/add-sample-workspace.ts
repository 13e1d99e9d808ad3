import { sql } from 'kysely';
import { createWorkspace, refuse, type Services, type Tx, type Workspace } from '../platform/index.ts';
import { defaultSlug } from './find-or-create-workspace.ts';
import { findSession } from './find-session.ts';
import { lockAccess } from './members.store.ts';
import { recordModel } from './permissions/record-model.ts';
import { recordMember } from './record-member.ts';

/** Whoever looks around: their sign-in here, and who they are in the made-up workspace. */
export type SampleOwner = { readonly userId: string; readonly subject: string };

type User = { readonly id: string; readonly name: string; readonly email: string };

const slugIdLength = 12;

/**
 * A second workspace, of made-up data, for whoever asks: by their session, or at the command line for the owners of the first
 * workspace. They own it and nobody else belongs to it.
 */
export async function addSampleWorkspace(
  {
    name,
    cookie,
    viaSocket,
  }: { readonly name: string; readonly cookie: string | undefined; readonly viaSocket: boolean },
  services: Services,
): Promise<{ readonly workspace: Workspace; readonly owner: SampleOwner }> {
  const made = await services.database.withSystem('make a sample workspace', async (tx) => {
    await lockAccess(tx);
    const users = viaSocket ? await ownersOfFirst(tx) : await signedIn(tx, cookie, services);
    const [first, ...others] = users;
    if (first === undefined)
      refuse('person-needed', 'nobody is here to look around', 'set up Daybook in the browser first');
    // The beginning of `uuid` is the time, which two samples may share.
    const slug = `sample-${services.ids.random('sub').slice(-slugIdLength)}`;
    const workspace = await createWorkspace(tx, { slug, name, isSample: true }, services);
    const add = (user: User, isFirst: boolean) =>
      recordMember(
        tx,
        {
          ...{ workspaceId: workspace.id, userId: user.id, role: 'owner', slug, addedBy: null, isFirst },
          identity: { name: user.name, email: user.email },
        },
        services,
      );
    const { subjectId } = await add(first, true);
    for (const user of others) await add(user, false);
    return { workspace, owner: { userId: first.id, subject: subjectId } };
  });
  await recordModel(made.workspace.id, services);
  return made;
}

async function signedIn(tx: Tx, cookie: string | undefined, services: Services): Promise<readonly User[]> {
  const found = await findSession(tx, cookie, services);
  return found === null ? [] : [found.user];
}

async function ownersOfFirst(tx: Tx): Promise<readonly User[]> {
  const { rows } = await sql<User>`
    select u.id, u.name, u.email from membership m
    join workspace w on w.workspace_id = m.workspace_id and w.slug = ${defaultSlug}
    join auth_user u on u.id = m.user_id
    where m.role = 'owner' order by m.created_position limit 100`.execute(tx.db);
  return rows;
}
