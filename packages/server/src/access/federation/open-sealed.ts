import { append } from '../../ledger/index.ts';
import { type Actor, readWorkspace, refuse, type Services, type Tx } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { bindAuth } from '../bind-auth.ts';
import { accessEntry, maskedGrantReason } from '../permissions/access-entry.ts';
import { openSession } from '../sign-in/open-session.ts';
import { sourceOf } from '../sign-in/take-tries.ts';
import {
  insertUse,
  listOwnerAddresses,
  lockAccountByName,
  type SealedAccount,
  updateAccount,
} from './break-glass.store.ts';
import { oneBusinessDayAfter } from './business-day.ts';
import { normalPassword } from './sealed-password.ts';

const triesPerAddressMax = 20;
const triesPerNameMax = 8;

export type OpenSealed = {
  readonly name: string;
  readonly password: string;
  readonly reason: string;
  readonly address: string;
  readonly device: string | null;
};

/**
 * Comes in with a sealed account, whatever the sign-in policy says. The password works once; the use is written down, the
 * owners are told, and somebody else has to look at it within one business day. Refuses with the same `credentials-wrong`,
 * after the same work, whatever was wrong.
 */
export async function openSealed(input: OpenSealed, services: Services): Promise<readonly string[]> {
  const { attempts, hashing } = accessOf(services);
  attempts.take(`break-glass address ${sourceOf(input.address)}`, triesPerAddressMax, services.clock);
  attempts.take(`break-glass name ${input.name}`, triesPerNameMax, services.clock);
  services.keyring.assertOpen();
  const reason = maskedGrantReason(input.reason, services);
  const { account, dueAt } = await hashing.take(sourceOf(input.address), () =>
    services.database.withSystem('open a sealed account', async (tx) => {
      const account = await checkSeal(tx, input, services);
      const dueAt = await recordUse(tx, account, reason, services);
      return { account, dueAt };
    }),
  );
  const order = {
    userId: account.userId,
    method: 'break-glass',
    hasSecondFactor: false,
    device: input.device,
  } as const;
  const { cookies } = await services.database.withSystem('sign in', (tx) => openSession(tx, order, services));
  services.live.publish(account.workspaceId, 'ledger');
  await tellOwners(account, dueAt, services);
  return cookies;
}

async function checkSeal(tx: Tx, { name, password }: OpenSealed, services: Services): Promise<SealedAccount> {
  const { password: hashing } = await bindAuth(tx, services).$context;
  const account = await lockAccountByName(tx, name.trim().toLowerCase());
  const typed = normalPassword(password);
  if (account === null || account.passwordHash === null) {
    await hashing.hash(typed);
    return refuse('credentials-wrong');
  }
  const isRight = await hashing.verify({ hash: account.passwordHash, password: typed });
  return isRight ? account : refuse('credentials-wrong');
}

async function recordUse(
  tx: Tx,
  account: SealedAccount,
  reason: string,
  services: Services,
): Promise<string> {
  const { workspaceId, id, subject, sealedBy, signInName, userId } = account;
  const usedAt = services.clock.now();
  const { zone } = await readWorkspace(tx, workspaceId);
  const reviewDueAt = oneBusinessDayAfter(usedAt, zone);
  const use = services.ids.make('bgu');
  const actor: Actor = { kind: 'user', id: subject, userId, label: 'administrator' };
  const payload = { use, account: id, subject, reason, reviewDueAt };
  const entry = accessEntry('break-glass.used@1', { actor, at: usedAt, refs: [use, id, subject] }, payload);
  const [appended] = await append({ ...tx, workspaceId }, [entry], services);
  const position = appended?.position ?? -1;
  await updateAccount(tx, { ...account, passwordHash: null, state: 'opened', position });
  const row = { id: use, account: id, signInName, reason, usedAt, reviewDueAt, sealedBy, position };
  await insertUse(tx, workspaceId, { ...row, reviewedBy: null, reviewedAt: null, reviewNote: null });
  return reviewDueAt;
}

/** By mail where there is a mailer. That mail failed must not keep anyone out in an emergency; Today shows it all the same. */
async function tellOwners(
  { workspaceId, signInName }: SealedAccount,
  dueAt: string,
  services: Services,
): Promise<void> {
  const { mailer, settings, database, log } = services;
  if (mailer === null) return;
  const to = await database.withSystem('tell owners', (tx) => listOwnerAddresses(tx, workspaceId));
  const link = settings.baseUrl === null ? '' : `\n${new URL('/sign-in-policy', settings.baseUrl).href}`;
  const text = `Somebody signed in to Daybook with the sealed account ${signInName}.\n\nIf nobody of you opened its envelope, remove the account at once. Somebody who did not know its password has to review this by ${dueAt}.${link}\n`;
  for (const address of to) {
    try {
      await mailer.send({
        to: address,
        subject: 'Daybook: a break-glass account was used',
        text,
        attachments: [],
      });
    } catch {
      log.error({ workspaceId }, 'an owner could not be told by mail that a sealed account was used');
    }
  }
}
