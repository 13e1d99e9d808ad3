import { createWorkspace, refuse, type Services, type Tx, type Workspace } from '../platform/index.ts';
import { findSession } from './find-session.ts';
import { lockAccess } from './members.store.ts';
import { recordModel } from './permissions/record-model.ts';
import { recordMember } from './record-member.ts';
import { countSamples, ownersOfFirst, ownsWorkspace, type SampleUser } from './sample-owners.store.ts';

/** Whoever looks around: their sign-in here, and who they are in the made-up workspace. */
export type SampleOwner = { readonly userId: string; readonly subject: string };

const slugIdLength = 12;
const samplesMax = 5;

/**
 * A second workspace, of made-up data: for an owner of a real one who has shown their second factor, or at the command line
 * for the owners of the first workspace. They own it and nobody else belongs to it. Each has one at a time, and an
 * installation a few: else `conflict`.
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
    await requireRoom(tx, users);
    // The beginning of `uuid` is the time, which two samples may share.
    const slug = `sample-${services.ids.random('sub').slice(-slugIdLength)}`;
    const workspace = await createWorkspace(tx, { slug, name, isSample: true }, services);
    const add = (user: SampleUser, isFirst: boolean) =>
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

async function requireRoom(tx: Tx, users: readonly SampleUser[]): Promise<void> {
  const { ofUsers, all } = await countSamples(
    tx,
    users.map(({ id }) => id),
  );
  if (ofUsers > 0) refuse('conflict', 'you have a workspace of made-up data already', 'throw it away first');
  if (all >= samplesMax) {
    refuse(
      'conflict',
      `there are ${samplesMax} workspaces of made-up data here`,
      'have one thrown away first',
    );
  }
}

async function signedIn(
  tx: Tx,
  cookie: string | undefined,
  services: Services,
): Promise<readonly SampleUser[]> {
  const { session, user } = (await findSession(tx, cookie, services)) ?? refuse('unauthenticated');
  if (!(await ownsWorkspace(tx, user.id, session))) {
    refuse('forbidden', 'only an owner of a workspace makes one of made-up data');
  }
  if (session.secondFactorAt === null) refuse('second-factor-needed');
  return [user];
}
