import { append, takesEntries } from '../ledger/index.ts';
import type { Services, Tx } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { deleteExpiredSessions, listMembershipsOfUser, type Membership } from './members.store.ts';
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
  const cookies = await services.database.withSystem('sign in', async (tx) => {
    await deleteExpiredSessions(tx);
    const session = await startSession(tx, input, services);
    const memberships = await listMembershipsOfUser(tx, session.userId);
    for (const membership of memberships) await recordSession(tx, membership, services);
    return session.cookies;
  });
  accessOf(services).attempts.clear(pair);
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

/**
 * `session.started@1`: who, by pseudonym, and when; no address and no browser. Logs are taken in the list's order. A forked
 * log takes no entry, and its owner must come in all the same to close it: then the server's own log says it.
 */
async function recordSession(tx: Tx, membership: Membership, services: Services): Promise<void> {
  const now = services.clock.now();
  const { subjectId, userId, workspaceId, role } = membership;
  const actor = { kind: 'user', id: subjectId, userId, label: role } as const;
  const entry = { type: 'session.started@1', actor, occurredAt: now, observedAt: now, refs: [subjectId] };
  const scoped = { ...tx, workspaceId };
  if (await takesEntries(scoped)) await append(scoped, [entry], services);
  else services.log.warn({ workspaceId, subjectId }, 'signed in without an entry: the log is forked');
}
