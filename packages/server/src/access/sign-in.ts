import { append } from '../ledger/index.ts';
import type { Services } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { listMembershipsOfUser, type Membership } from './members.store.ts';
import { startSession } from './start-session.ts';

const triesPerAddressMax = 60;
const triesPerPairMax = 8;
const triesPerEmailMax = 30;

export type SignIn = {
  readonly email: string;
  readonly password: string /** Of the client. */;
  readonly address: string;
};

/** Signs in and says so in the ledger of every workspace the user belongs to. Answers the `set-cookie` headers. */
export async function signIn(input: SignIn, services: Services): Promise<readonly string[]> {
  const pair = takeTry(input, services);
  const { memberships, cookies } = await services.database.withSystem('sign in', async (tx) => {
    const session = await startSession(tx, input, services);
    return { cookies: session.cookies, memberships: await listMembershipsOfUser(tx, session.userId) };
  });
  accessOf(services).attempts.clear(pair);
  for (const membership of memberships) await recordSession(membership, services);
  return cookies;
}

/** Refuses before any hashing. By address and by account, so that neither guessing one nor trying many is free. */
function takeTry(input: SignIn, services: Services): string {
  const { attempts } = accessOf(services);
  const email = input.email.toLowerCase();
  const pair = `sign-in pair ${input.address} ${email}`;
  attempts.take(`sign-in address ${input.address}`, triesPerAddressMax, services.clock);
  attempts.take(pair, triesPerPairMax, services.clock);
  attempts.take(`sign-in account ${email}`, triesPerEmailMax, services.clock);
  return pair;
}

/** `session.started@1`: who, by pseudonym, and when; no address and no browser. */
async function recordSession(membership: Membership, services: Services): Promise<void> {
  const now = services.clock.now();
  const { subjectId, userId, workspaceId } = membership;
  await services.database.withWorkspace(workspaceId, (tx) =>
    append(
      tx,
      [
        {
          type: 'session.started@1',
          actor: { kind: 'user', id: subjectId, userId, label: membership.role },
          occurredAt: now,
          observedAt: now,
          refs: [subjectId],
        },
      ],
      services,
    ),
  );
}
