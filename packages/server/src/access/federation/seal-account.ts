import { append } from '../../ledger/index.ts';
import {
  type Actor,
  readWorkspace,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import { listOwners, lockAccess, lockMember, removeMembership } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { recordMember } from '../record-member.ts';
import { endAccess } from '../sign-in/end-access.ts';
import {
  accountsMax,
  insertAccount,
  listAccounts,
  lockAccount,
  type SealedAccount,
  updateAccount,
} from './break-glass.store.ts';
import { newSealedPassword, newSignInName } from './sealed-password.ts';

export type SealingOrder = { readonly workspaceId: WorkspaceId; readonly actor: Actor };
export type AccountOrder = SealingOrder & { readonly account: string };

/** Shown this once; kept nowhere. */
export type SealedOnce = { readonly account: SealedAccount; readonly password: string };

/**
 * Makes an account for the day nobody can come in otherwise: an administrator of this workspace alone, with a password nobody
 * could guess, for an envelope. Only an owner makes one.
 */
export async function sealAccount(
  { workspaceId, actor }: SealingOrder,
  services: Services,
): Promise<SealedOnce> {
  services.keyring.assertOpen();
  const made = await services.database.withSystem('seal an account', async (tx) => {
    await lockAccess(tx);
    await refuseUnlessOwnerSeals(tx, workspaceId, actor);
    if ((await listAccounts(tx, workspaceId)).length >= accountsMax)
      refuse('conflict', `there are ${accountsMax} sealed accounts already`);
    const signInName = newSignInName();
    const password = newSealedPassword();
    const { internalAdapter, password: hashing } = await bindAuth(tx, services).$context;
    const passwordHash = await hashing.hash(password);
    const identity = {
      name: `Break-glass account ${signInName}`,
      email: `${signInName}@break-glass.invalid`,
    };
    // No password of the usual kind: the ordinary way in does not know this account.
    const user = await internalAdapter.createUser(
      { ...identity, emailVerified: false },
      { method: 'break-glass' },
    );
    const { slug } = await readWorkspace(tx, workspaceId);
    const member = {
      workspaceId,
      userId: user.id,
      role: 'administrator',
      identity,
      addedBy: actor,
      isFirst: false,
      slug,
    } as const;
    const { subjectId } = await recordMember(tx, member, services);
    const id = services.ids.make('bga');
    const at = services.clock.now();
    const position = await recordSeal(
      { ...tx, workspaceId },
      { actor, at, id, subject: subjectId, isNew: true },
      services,
    );
    const account: SealedAccount = {
      ...{ workspaceId, id, userId: user.id, subject: subjectId, signInName, passwordHash },
      ...{ state: 'sealed', sealedBy: actor.id, sealedAt: at, position },
    };
    await insertAccount(tx, account);
    return { account, password };
  });
  services.live.publish(workspaceId, 'ledger');
  return made;
}

/**
 * A new password for the envelope, after a use or when somebody may have seen the old one: sessions the old one opened end.
 * Renewed by the account itself it stays the seal of whoever sealed it, so that the two never count as two people.
 */
export async function renewSeal(
  { workspaceId, actor, account: id }: AccountOrder,
  services: Services,
): Promise<SealedOnce> {
  services.keyring.assertOpen();
  const { closeScreens, ...made } = await services.database.withSystem('renew a seal', async (tx) => {
    await lockAccess(tx);
    const account = await lockOpen(tx, workspaceId, id);
    const isOwn = account.userId === actor.userId;
    // In an emergency the account itself is the only one in, and its envelope must not stay empty.
    if (!isOwn) await refuseUnlessOwnerSeals(tx, workspaceId, actor);
    const password = newSealedPassword();
    const passwordHash = await (await bindAuth(tx, services).$context).password.hash(password);
    const at = services.clock.now();
    const sealing = { actor, at, id, subject: account.subject, isNew: false };
    const position = await recordSeal({ ...tx, workspaceId }, sealing, services);
    const renewed: SealedAccount = {
      ...account,
      passwordHash,
      state: 'sealed',
      sealedBy: isOwn ? account.sealedBy : actor.id,
      sealedAt: at,
      position,
    };
    await updateAccount(tx, renewed);
    const told = { by: actor, in: workspaceId };
    const closeScreens = isOwn
      ? () => undefined
      : await endAccess(tx, account.userId, 'password-changed', services, told);
    return { account: renewed, password, closeScreens };
  });
  closeScreens();
  services.live.publish(workspaceId, 'ledger');
  return made;
}

/** Ends an account for good: its sessions end, and it is no member any more. */
export async function endSealed(
  { workspaceId, actor, account: id }: AccountOrder,
  services: Services,
): Promise<void> {
  services.keyring.assertOpen();
  const closeScreens = await services.database.withSystem('end a sealed account', async (system) => {
    const tx = { ...system, workspaceId };
    await lockAccess(tx);
    await refuseUnlessOwnerSeals(tx, workspaceId, actor);
    const account = await lockOpen(tx, workspaceId, id);
    const member = (await lockMember(tx, workspaceId, account.subject)) ?? refuse('not-found');
    const at = services.clock.now();
    const refs = [id, account.subject];
    const before = { role: member.role, grants: member.grants.map((grant) => grant.id) };
    const entries = [
      accessEntry('break-glass.ended@1', { actor, at, refs }, { account: id, subject: account.subject }),
      accessEntry(
        'member.removed@1',
        { actor, at, refs: [account.subject] },
        { subject: account.subject, reason: 'the sealed account was ended', before, after: null },
      ),
    ];
    const appended = await append(tx, entries, services);
    const position = appended.at(-1)?.position ?? -1;
    const closing = await endAccess(tx, account.userId, 'member-removed', services, {
      by: actor,
      in: workspaceId,
    });
    await removeMembership(tx, member, { at, position });
    await updateAccount(tx, {
      ...account,
      passwordHash: null,
      state: 'ended',
      position: appended[0]?.position ?? -1,
    });
    return closing;
  });
  closeScreens();
  services.live.publish(workspaceId, 'ledger');
}

async function lockOpen(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<SealedAccount> {
  const account = (await lockAccount(tx, workspaceId, id)) ?? refuse('not-found');
  return account.state === 'ended' ? refuse('not-found') : account;
}

async function refuseUnlessOwnerSeals(tx: Tx, workspaceId: WorkspaceId, actor: Actor): Promise<void> {
  const owners = await listOwners(tx, workspaceId);
  if (!owners.includes(actor.id)) refuse('forbidden', 'only an owner of the workspace keeps sealed accounts');
}

async function recordSeal(
  tx: Tx,
  {
    actor,
    at,
    id,
    subject,
    isNew,
  }: { actor: Actor; at: string; id: string; subject: string; isNew: boolean },
  services: Services,
): Promise<number> {
  const payload = { account: id, subject, isNew };
  const entry = accessEntry('break-glass.sealed@1', { actor, at, refs: [id, subject] }, payload);
  const [appended] = await append(tx, [entry], services);
  return appended?.position ?? -1;
}
