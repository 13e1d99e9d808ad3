import { createHmac } from 'node:crypto';
import { append } from '../../ledger/index.ts';
import { type Actor, readWorkspace, type Services, type Tx } from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import { findMembership, lockAccess, type Membership } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { recordMember } from '../record-member.ts';
import { belongsElsewhere, listDirectoryPeople } from '../scim/scim-sign-ins.store.ts';
import type { AssertedIdentity } from './asserted-identity.ts';
import { stop } from './federation-problem.ts';
import { findLinkedUser, keepLink, type StoredProvider, wasRemoved } from './providers.store.ts';

/**
 * Whom an identity stands for in the workspace of its provider: whoever it was linked to, or the member with its verified
 * address, or a new employee. Never somebody who belongs only elsewhere, never somebody who was removed, never an address outside
 * the domains the provider may vouch for. In a system transaction.
 */
export async function admitIdentity(
  tx: Tx,
  provider: StoredProvider,
  identity: AssertedIdentity,
  services: Services,
): Promise<Membership> {
  await lockAccess(tx);
  const digest = digestOf(identity, services);
  const linked = await findLinkedUser(tx, provider, digest);
  if (linked !== null) {
    const member = await memberOf(tx, provider, linked);
    await keepLink(tx, provider, { digest, userId: linked, at: services.clock.now() });
    return member;
  }
  const { email } = identity;
  if (email === null || !identity.isEmailVerified)
    return stop('address-unverified', 'the provider names no verified e-mail address');
  if (!mayVouchFor(provider, email))
    return stop('domain-not-claimed', 'the address lies outside the domains this provider may vouch for');
  const { internalAdapter } = await bindAuth(tx, services).$context;
  const known = await internalAdapter.findUserByEmail(email);
  const userId = known?.user.id ?? (await findInDirectory(tx, provider, email));
  const member =
    userId === null
      ? await addEmployee(tx, provider, { ...identity, email }, services)
      : await memberOf(tx, provider, userId);
  await link(tx, { provider, digest, member, isNew: userId === null }, services);
  return member;
}

/** The mail domain must be one the provider's workspace proved; a subdomain is another domain. */
export function mayVouchFor({ domains }: Pick<StoredProvider, 'domains'>, email: string): boolean {
  const domain = mailDomainOf(email);
  return domains.some((one) => one.verifiedAt !== null && one.domain === domain);
}

/** What follows the last `@`; null for what is no plain address. */
export function mailDomainOf(email: string): string | null {
  const found = /^[^\s@"<>(),;:\\]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(email);
  return found?.[1] ?? null;
}

/**
 * The sign-in that the directory made for whoever has this address as their user name, where mail goes elsewhere; null where the
 * directory does not know it. Who was deactivated comes back under none of their addresses.
 */
async function findInDirectory(
  tx: Tx,
  { workspaceId }: StoredProvider,
  email: string,
): Promise<string | null> {
  const people = await listDirectoryPeople(tx, workspaceId, email);
  const [first] = people;
  if (first === undefined) return null;
  if (!first.isActive) stop('was-removed', 'the directory deactivated whoever has this address');
  const isTheirs = first.isUserName && first.madeSignIn;
  if (!isTheirs || (await belongsElsewhere(tx, workspaceId, first.userId)))
    stop('not-a-member', 'the directory knows this address as that of another sign-in');
  return first.userId;
}

async function memberOf(tx: Tx, { workspaceId }: StoredProvider, userId: string): Promise<Membership> {
  const member = await findMembership(tx, workspaceId, userId);
  if (member !== null) return member;
  if (await wasRemoved(tx, workspaceId, userId))
    stop('was-removed', 'this person was removed from the workspace');
  return stop('not-a-member', 'nobody of this workspace has this address');
}

async function addEmployee(
  tx: Tx,
  provider: StoredProvider,
  { email, name }: { readonly email: string; readonly name: string | null },
  services: Services,
): Promise<Membership> {
  const { workspaceId } = provider;
  if (!provider.addsMembers) stop('not-a-member', 'nobody of this workspace has this address');
  const { internalAdapter } = await bindAuth(tx, services).$context;
  const shown = name ?? email;
  const user = await internalAdapter.createUser(
    { name: shown, email, emailVerified: true },
    { method: 'sso' },
  );
  const { slug } = await readWorkspace(tx, workspaceId);
  const identity = { name: shown, email };
  const member = {
    workspaceId,
    userId: user.id,
    role: 'employee',
    identity,
    addedBy: null,
    isFirst: false,
    slug,
  } as const;
  return recordMember(tx, member, services);
}

async function link(
  tx: Tx,
  {
    provider,
    digest,
    member,
    isNew,
  }: { provider: StoredProvider; digest: Buffer; member: Membership; isNew: boolean },
  services: Services,
): Promise<void> {
  const at = services.clock.now();
  const { subjectId, userId, role, workspaceId } = member;
  const isKept = await keepLink(tx, provider, { digest, userId, at });
  if (!isKept) stop('not-a-member', 'this member is known to the provider as somebody else already');
  const actor: Actor = { kind: 'user', id: subjectId, userId, label: role };
  const refs = [provider.id, subjectId];
  const entry = accessEntry(
    'identity.linked@1',
    { actor, at, refs },
    { provider: provider.id, subject: subjectId, isNew },
  );
  await append({ ...tx, workspaceId }, [entry], services);
}

/** Keyed, so that the table says nothing about whom it knows. */
function digestOf({ issuer, subject }: AssertedIdentity, { keyring }: Services): Buffer {
  const key = keyring.derive('federated identities');
  return createHmac('sha256', key)
    .update(JSON.stringify([issuer, subject]))
    .digest();
}
