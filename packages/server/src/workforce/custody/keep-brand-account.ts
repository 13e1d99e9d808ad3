import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { requireHuman } from '../deed-entry.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { type Custody, peopleOf } from './brand-account.ts';
import { findBrandAccount, type StoredBrandAccount, saveBrandAccount } from './brand-accounts.store.ts';
import { keptName, recordCustody } from './custody-entry.ts';
import { requireKnownPeople } from './known-people.ts';

type By = { readonly workspaceId: WorkspaceId; readonly actor: Actor };

export type BrandAccountOrder = By & {
  readonly system: string;
  readonly account: string;
  readonly custody: Custody;
};

/** Throws `conflict` where the account is registered, `person-needed` where no person says it, `bad-request` where it names nobody known. */
export async function registerBrandAccount(
  order: BrandAccountOrder,
  services: Services,
): Promise<StoredBrandAccount> {
  const at = services.clock.now();
  const id = services.ids.make('bra');
  const { actor, custody, system } = order;
  requireHuman(actor);
  const account = keptName(order.account, services);
  const kept = await services.database.withWorkspace(order.workspaceId, async (tx) => {
    await requireKnownPeople(tx, peopleOf(custody), services);
    const draft = { id, system, account, body: custody, ...unconfirmed, changedBy: actor.id, changedAt: at };
    if (!(await saveBrandAccount(tx, { ...draft, position: -1 })))
      refuse('conflict', 'this account is registered');
    const payload = { brandAccount: id, after: { system, account, ...custody } };
    const position = await recordCustody(
      tx,
      'brand-account.registered@1',
      { actor, at, id },
      payload,
      services,
    );
    const stored = { ...draft, position };
    await saveBrandAccount(tx, stored);
    return stored;
  });
  services.live.publish(order.workspaceId, 'ledger');
  return kept;
}

const unconfirmed = { confirmedBy: null, confirmedAt: null, confirmedUntil: null };

export type BrandAccountChange = By & { readonly id: string; readonly custody: Partial<Custody> };

/** What was confirmed before does not stand for what it says now. Throws `not-found`, `bad-request`. */
export async function changeBrandAccount(
  order: BrandAccountChange,
  services: Services,
): Promise<StoredBrandAccount> {
  const at = services.clock.now();
  const { id, actor } = order;
  requireHuman(actor);
  const kept = await services.database.withWorkspace(order.workspaceId, async (tx) => {
    const before = (await findBrandAccount(tx, id)) ?? refuse('not-found');
    const body = { ...before.body, ...order.custody };
    await requireKnownPeople(tx, peopleOf(body), services);
    const names = changedNames(before.body, body);
    if (names.length === 0) return before;
    const told = { brandAccount: id, before: pick(before.body, names), after: pick(body, names) };
    const position = await recordCustody(tx, 'brand-account.changed@1', { actor, at, id }, told, services);
    const stored = { ...before, body, ...unconfirmed, changedBy: actor.id, changedAt: at, position };
    await saveBrandAccount(tx, stored);
    return stored;
  });
  services.live.publish(order.workspaceId, 'ledger');
  return kept;
}

type Name = keyof Custody;

function changedNames(before: Custody, after: Custody): readonly Name[] {
  // The keys of a body are those of its shape.
  const names = Object.keys(after) as Name[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function pick(body: Custody, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, body[name]]));
}

export type Confirmation = By & { readonly id: string; readonly days: number };

export const confirmedDaysMax = 92;
const dayMs = 86_400_000;

/**
 * Somebody looked at the account itself and says that what is written down of it is so, until it has to be looked at again:
 * a person, and another one than who wrote it down last.
 */
export async function confirmBrandAccount(
  order: Confirmation,
  services: Services,
): Promise<StoredBrandAccount> {
  const at = services.clock.now();
  const { id, actor, days } = order;
  requireHuman(actor);
  const until = new Date(Date.parse(at) + Math.min(days, confirmedDaysMax) * dayMs).toISOString();
  const kept = await services.database.withWorkspace(order.workspaceId, async (tx) => {
    const before = (await findBrandAccount(tx, id)) ?? refuse('not-found');
    if (isOneself(await pseudonymsOf(tx, actor), before.changedBy)) {
      refuse('second-person-needed', 'whoever wrote it down cannot confirm it');
    }
    const told = { brandAccount: id, until, custody: { ...before.body } };
    const position = await recordCustody(tx, 'brand-account.confirmed@1', { actor, at, id }, told, services);
    const stored = { ...before, confirmedBy: actor.id, confirmedAt: at, confirmedUntil: until, position };
    await saveBrandAccount(tx, stored);
    return stored;
  });
  services.live.publish(order.workspaceId, 'ledger');
  return kept;
}
