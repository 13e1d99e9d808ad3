import { append } from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { lockAccess } from '../members.store.ts';
import { deactivate, reactivate, type ScimContext } from './activity.ts';
import { rolesByGroups } from './roles-by-groups.ts';
import { addressOf, nameOf, type ScimPerson } from './scim-person.ts';
import { scimRefuse } from './scim-problem.ts';
import { belongsElsewhere, setIdentity } from './scim-sign-ins.store.ts';
import {
  isTaken,
  keepIdentity,
  lockUser,
  readUser,
  type ScimUser,
  updatePerson,
} from './scim-users.store.ts';
import { renameSignIn } from './sign-in-of-person.ts';

export type ChangedUser = {
  readonly user: ScimUser;
  readonly outcome: string;
  readonly hasChanged: boolean;
  readonly afterCommit: () => void;
};

/**
 * Makes somebody what the provider says they are now: their names and addresses, then whether they are active. Who is shown
 * under the pseudonym is written down anew when a name or the address changed. In the caller's system transaction.
 */
export async function changeUser(
  tx: Tx,
  context: ScimContext,
  { id, change }: { readonly id: string; readonly change: (user: ScimUser) => ScimPerson },
  services: Services,
): Promise<ChangedUser> {
  const { workspaceId } = context;
  await lockAccess(tx);
  const user = (await lockUser(tx, workspaceId, id)) ?? scimRefuse(404, null, 'there is nobody of this id');
  const next = change(user);
  const done: string[] = [];
  if (await renamed(tx, context, { user, next }, services)) done.push('changed');
  let afterCommit: () => void = () => undefined;
  if (next.isActive === false && user.isActive) {
    afterCommit = await deactivate(tx, context, user, services);
    done.push('deactivated');
  } else if (next.isActive === true && !user.isActive) {
    await reactivate(tx, context, user, services);
    done.push('reactivated');
    done.push(...(await rolesByGroups(tx, context, [id], services)).outcomes);
  }
  const after = (await readUser(tx, workspaceId, id)) ?? user;
  const outcome = done.length === 0 ? 'nothing to change' : done.join(', ');
  return { user: after, outcome, hasChanged: done.length > 0, afterCommit };
}

type Renaming = { readonly user: ScimUser; readonly next: ScimPerson };

async function renamed(
  tx: Tx,
  { workspaceId, actor }: ScimContext,
  { user, next }: Renaming,
  services: Services,
): Promise<boolean> {
  if (keptOf(user) === keptOf(next)) return false;
  if (await isTaken(tx, workspaceId, { userName: next.userName, except: user.id }))
    scimRefuse(409, 'uniqueness', 'somebody else has this userName');
  const at = services.clock.now();
  await updatePerson(tx, workspaceId, user.id, { person: next, at });
  const isSame = nameOf(user) === nameOf(next) && addressOf(user) === addressOf(next);
  if (isSame) return true;
  if (user.madeSignIn && !(await belongsElsewhere(tx, workspaceId, user.userId)))
    await renameSignIn(tx, user.userId, next, services);
  const identity = { name: nameOf(next), email: addressOf(next) };
  const entry = {
    type: 'identity.recorded@1',
    actor,
    occurredAt: at,
    observedAt: at,
    refs: [user.subject],
    subject: user.subject,
    // Identity values are tokenised, never masked: this payload is the one place of the ledger that holds them.
    payload: ownWords({ subject: user.subject, identity }),
  };
  const [appended] = await append(tx, [entry], services);
  if (appended === undefined) throw new Error('an identity was not written down');
  const place = { position: appended.position, entry: appended.id };
  await setIdentity(tx, workspaceId, user.subject, place);
  await keepIdentity(tx, workspaceId, user.id, place);
  return true;
}

/** Equal where everything that is kept of a person is. */
function keptOf(person: ScimPerson): string {
  const { userName, externalId, displayName, formattedName, givenName, familyName, emails } = person;
  const addresses = emails.map(({ value, type, isPrimary }) => [value, type, isPrimary]);
  return JSON.stringify([userName, externalId, displayName, formattedName, givenName, familyName, addresses]);
}
