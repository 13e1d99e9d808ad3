import { readIdentities } from '../../intake/index.ts';
import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { findAgency } from '../agencies/read-agencies.ts';
import { deedEntry, requireHuman } from '../deed-entry.ts';
import { maskedReason } from '../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../oneself.ts';
import { type AccountLink, type AccountRef, accountName } from './account-link.ts';
import type { HumanWord } from './decide-link.ts';
import { evaluateLinks } from './evaluate-links.ts';
import { standingDecisions } from './former-holders.ts';
import { lockLinkCursor, moveLinkCursor } from './link-cursor.store.ts';
import { type LinkDecision, removeDecision, saveDecision } from './link-decisions.store.ts';
import { readLinks } from './read-links.ts';

export type AccountDecision = AccountRef & {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly belongsTo: AccountLink['belongsTo'];
  readonly person: string | null;
  readonly agency: string | null;
  readonly custodian: string | null;
  readonly reason: string;
};

/** Somebody says whose an account is. It stands above every rule until somebody says otherwise. */
export async function decideAccount(order: AccountDecision, services: Services): Promise<AccountLink> {
  requireHuman(order.actor);
  const reason = maskedReason(order.reason, services);
  const link = await services.database.withWorkspace(order.workspaceId, async (tx) => {
    const cursor = await lockLinkCursor(tx);
    const before = await needLink(tx, order);
    const word = await requireWord(tx, order, services);
    await requireOthers(tx, order, [before, word]);
    const now = services.clock.now();
    const { system, holder } = order;
    const decision: LinkDecision = {
      ...{ system, holder, reason, decidedBy: order.actor.id, decidedAt: now, position: 0 },
      ...word,
    };
    await saveDecision(tx, decision);
    await evaluateLinks(tx, [order], cursor.revision + 1, services);
    await moveLinkCursor(tx, { ...cursor, revision: cursor.revision + 1 });
    const place = { actor: order.actor, at: now, refs: refsOf(order, word) };
    const payload = { system, holder, reason, before: wordOf(before), after: { ...word } };
    const [entry] = await append(tx, [deedEntry('account-link.decided@1', place, payload)], services);
    await saveDecision(tx, { ...decision, position: entry?.position ?? 0 });
    return needLink(tx, order);
  });
  await services.followers.run(order.workspaceId);
  return link;
}

export type DecisionToWithdraw = AccountRef & {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly reason: string;
};

/** Takes a word back: the rules decide again. */
export async function withdrawDecision(order: DecisionToWithdraw, services: Services): Promise<AccountLink> {
  requireHuman(order.actor);
  const reason = maskedReason(order.reason, services);
  const link = await services.database.withWorkspace(order.workspaceId, async (tx) => {
    const cursor = await lockLinkCursor(tx);
    // Said under a former holder of the account, it is taken back where it was said.
    const decision = (await standingDecisions(tx, [order])).get(accountName(order));
    if (decision === undefined) return refuse('not-found', 'nobody decided whose this account is');
    const before = await needLink(tx, order);
    await removeDecision(tx, decision);
    await evaluateLinks(tx, [order, decision], cursor.revision + 1, services);
    await moveLinkCursor(tx, { ...cursor, revision: cursor.revision + 1 });
    const after = await needLink(tx, order);
    await requireOthers(tx, order, [before, decision, after]);
    const { system, holder } = order;
    const place = { actor: order.actor, at: services.clock.now(), refs: refsOf(order, after) };
    const payload = { system, holder, reason, before: wordOf(decision), after: wordOf(after) };
    await append(tx, [deedEntry('account-link.withdrawn@1', place, payload)], services);
    return after;
  });
  await services.followers.run(order.workspaceId);
  return link;
}

async function needLink(tx: Tx, account: AccountRef): Promise<AccountLink> {
  const links = await readLinks(tx, [account]);
  return links.get(accountName(account)) ?? refuse('not-found', 'no source told of this account');
}

function wordOf({ belongsTo, person, agency, custodian }: HumanWord) {
  return { belongsTo, person, agency, custodian };
}

type Named = Pick<AccountLink, 'person' | 'custodian'> & Partial<Pick<AccountLink, 'candidates'>>;

/** Nobody says whose their own account is, or one that they answer for, was theirs, or may be. */
async function requireOthers(
  tx: Tx,
  { actor, holder }: AccountRef & { readonly actor: Actor },
  links: readonly Named[],
): Promise<void> {
  const named = links.flatMap(({ person, custodian, candidates = [] }) => [person, custodian, ...candidates]);
  if (!isOneself(await pseudonymsOf(tx, actor), holder, ...named)) return;
  refuse('own-rights', 'nobody says whose their own account is', 'ask somebody else to say it');
}

function refsOf({ holder }: AccountRef, { person, agency }: HumanWord): readonly string[] {
  return [...new Set([holder, person, agency].filter((id) => id !== null))];
}

/** The word as it can hold: whom it names is known, and it names no more than it says. */
async function requireWord(tx: Tx, order: AccountDecision, services: Services): Promise<HumanWord> {
  const { belongsTo, custodian } = order;
  const person = belongsTo === 'person' ? order.person : null;
  const agency = belongsTo === 'agency' ? order.agency : null;
  if (belongsTo === 'person' && person === null) refuse('bad-request', 'say whose account it is');
  if (belongsTo === 'agency' && (agency === null || (await findAgency(tx, agency)) === null)) {
    refuse('bad-request', 'there is no such agency', 'register the agency first');
  }
  const named = [person, custodian].filter((subject) => subject !== null);
  const known = await readIdentities(tx, named, services);
  if (named.some((subject) => !known.has(subject)))
    refuse('bad-request', 'nobody is known by this pseudonym');
  return { belongsTo, person, agency, custodian };
}
