import { type ChangedHolding, changedHoldings } from '../../facts/index.ts';
import { makeOwnReadingDue, readIdentities, subjectsNamedSince } from '../../intake/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { type AccountRef, accountName } from './account-link.ts';
import { evaluateLinks } from './evaluate-links.ts';
import { renamedTo } from './former-holders.ts';
import { whoHas } from './link-aliases.store.ts';
import { type LinkCursor, lockLinkCursor, moveLinkCursor } from './link-cursor.store.ts';
import { formerAmong, readLinkPeople } from './link-people.store.ts';
import { dueLinks, linksNaming, touchLinks } from './links.store.ts';
import { refreshAliases } from './refresh-aliases.ts';
import { refreshPeople } from './refresh-people.ts';

/** Raised when a rule changes, so that every account is decided again. */
const rulesVersion = 3;
const stepSize = 5_000;

/**
 * Decides whose accounts are, as far as something changed: the account or its grants, who is on a list, what is known of
 * either, an agency, or what an erasure took away. Following from the start gives the same links again.
 */
export async function followLinks(workspaceId: WorkspaceId, services: Services): Promise<void> {
  let hasChanged = false;
  for (;;) {
    const step = await services.database.withWorkspace(workspaceId, (tx) => followOnce(tx, services));
    if (step === 'done') break;
    hasChanged ||= step === 'changed';
  }
  if (hasChanged) services.live.publish(workspaceId, 'facts');
}

async function followOnce(tx: Tx, services: Services): Promise<'done' | 'same' | 'changed'> {
  const cursor = withRules(await lockLinkCursor(tx));
  const holdings = await changedHoldings(tx, cursor.factPosition);
  const named = await subjectsNamedSince(tx, cursor.identityPosition, stepSize);
  const due = await dueLinks(tx, stepSize);
  if (holdings.length + named.length + due.length === 0) return 'done';
  const revision = cursor.revision + 1;
  const names = named.map(({ subject }) => subject);
  const hasChanged = await apply(tx, { holdings, names, due, revision }, services);
  await moveLinkCursor(tx, {
    factPosition: holdings.at(-1)?.position ?? cursor.factPosition,
    identityPosition: named.at(-1)?.position ?? cursor.identityPosition,
    revision: hasChanged ? revision : cursor.revision,
    rules: rulesVersion,
  });
  if (hasChanged) await makeOwnReadingDue(tx);
  return hasChanged ? 'changed' : 'same';
}

function withRules(cursor: LinkCursor): LinkCursor {
  if (cursor.rules === rulesVersion) return cursor;
  return { ...cursor, factPosition: -1, identityPosition: -1 };
}

type Step = {
  readonly holdings: readonly ChangedHolding[];
  readonly names: readonly string[];
  readonly due: readonly AccountRef[];
  readonly revision: number;
};

async function apply(tx: Tx, step: Step, services: Services): Promise<boolean> {
  const touchedPeople = step.holdings.flatMap(({ kind, holder }) =>
    kind === 'person' && holder !== null ? [holder] : [],
  );
  const people = await refreshPeople(tx, [...new Set(touchedPeople)]);
  const isTouched = await touchLinks(tx, { people: people.changed }, step.revision);
  const told = await toldPairs(tx, step);
  const hashes = await refreshNames(tx, { ...step, people: touchedPeople, told }, services);
  const met = (await whoHas(tx, 'account', hashes)).map(({ subject }) => subject);
  const affected = await linksNaming(tx, [...new Set([...people.changed, ...step.names, ...met])]);
  // Whose an account is that was renamed may rest on what was said of it under its former holder.
  const pairs = [...told, ...(await renamedTo(tx, told)), ...affected, ...step.due];
  return (await evaluateLinks(tx, pairs, step.revision, services)) > 0 || isTouched;
}

/** Accounts that changed facts name; where a fact was erased, all accounts of its holder. */
async function toldPairs(tx: Tx, { holdings }: Step): Promise<readonly AccountRef[]> {
  const pairs = new Map<string, AccountRef>();
  const nameless = new Set<string>();
  for (const { kind, system, holder } of holdings) {
    if (kind === 'person' || holder === null) continue;
    if (system === null) nameless.add(holder);
    else pairs.set(accountName({ system, holder }), { system, holder });
  }
  return [...pairs.values(), ...(await linksNaming(tx, [...nameless]))];
}

/** The hashes by which people and accounts meet. Answers those of people that came or went. */
async function refreshNames(
  tx: Tx,
  step: Step & { readonly people: readonly string[]; readonly told: readonly AccountRef[] },
  services: Services,
): Promise<readonly Buffer[]> {
  const holders = new Set(step.told.map(({ holder }) => holder));
  for (const { holder } of await linksNaming(tx, step.names))
    if (step.names.includes(holder)) holders.add(holder);
  const asked = [...new Set([...step.people, ...step.names])];
  const current = new Set((await readLinkPeople(tx, asked)).map(({ subject }) => subject));
  const former = await formerAmong(tx, asked);
  const identities = await readIdentities(tx, [...new Set([...holders, ...current, ...former])], services);
  const knownAmong = (people: ReadonlySet<string>) =>
    new Map(
      asked.map((subject) => [subject, people.has(subject) ? (identities.get(subject) ?? null) : null]),
    );
  const ofAccounts = new Map([...holders].map((subject) => [subject, identities.get(subject) ?? null]));
  await refreshAliases(tx, 'account', ofAccounts, services);
  const left = await refreshAliases(tx, 'former', knownAmong(former), services);
  return [...left, ...(await refreshAliases(tx, 'person', knownAmong(current), services))];
}
