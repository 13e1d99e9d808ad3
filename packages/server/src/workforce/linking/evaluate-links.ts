import type { FactOf, IdentityValues } from '@daybook/kit';
import { mergeFacts } from '@daybook/kit';
import { factsHeldBy, presentHoldings } from '../../facts/index.ts';
import { readIdentities } from '../../intake/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { type Agency, readAgencies } from '../agencies/read-agencies.ts';
import { agencyKey } from '../agencies/save-agency.ts';
import { type AccountRef, accountName } from './account-link.ts';
import { isBotName } from './bot-names.ts';
import { decideLink, type HumanWord, type LinkEvidence } from './decide-link.ts';
import { standingDecisions } from './former-holders.ts';
import { isGenericName } from './generic-names.ts';
import { type AliasSide, aliasHash, linkKey, whoHas } from './link-aliases.store.ts';
import { type Alias, type AliasTier, aliasesOfAccount } from './link-aliases.ts';
import { formerAmong, readLinkPeople } from './link-people.store.ts';
import { type LinkRow, readLinkRows, saveLinks, settleLinks } from './links.store.ts';
import { mailParts } from './mail-parts.ts';

type LinkServices = Pick<Services, 'keyring' | 'dataKeys'>;

const batchSize = 1_000;

/** Decides again whose these accounts are and writes what changed under this revision. Answers how many did. */
export async function evaluateLinks(
  tx: Tx,
  pairs: readonly AccountRef[],
  revision: number,
  services: LinkServices,
): Promise<number> {
  const distinct = [...new Map(pairs.map((pair) => [accountName(pair), pair])).values()];
  const agencies = distinct.length === 0 ? [] : await readAgencies(tx);
  let changed = 0;
  for (let at = 0; at < distinct.length; at += batchSize) {
    changed += await evaluateBatch(tx, distinct.slice(at, at + batchSize), { revision, agencies, services });
  }
  return changed;
}

type Batch = {
  readonly revision: number;
  readonly agencies: readonly Agency[];
  readonly services: LinkServices;
};

async function evaluateBatch(tx: Tx, pairs: readonly AccountRef[], batch: Batch): Promise<number> {
  const known = new Map((await readLinkRows(tx, pairs)).map((row) => [accountName(row), row]));
  const fresh = (await decideBatch(tx, pairs, batch)).filter(
    (row) => row.isPresent || known.has(accountName(row)),
  );
  const differs = (row: LinkRow) => !isSame(row, known.get(accountName(row)));
  const changed = fresh.filter(differs);
  await saveLinks(tx, changed, batch.revision);
  await settleLinks(tx, pairs);
  return changed.length;
}

function isSame(row: LinkRow, known: LinkRow | undefined): boolean {
  if (known === undefined) return false;
  const textOf = (link: LinkRow) =>
    JSON.stringify([
      ...[link.isPresent, link.belongsTo, link.person, link.agency, link.custodian, link.reason],
      ...[link.confidence, link.decidedBy, link.candidates, link.isGeneric, link.isRegistered],
    ]);
  return textOf(row) === textOf(known);
}

async function decideBatch(
  tx: Tx,
  pairs: readonly AccountRef[],
  { agencies, services }: Batch,
): Promise<readonly LinkRow[]> {
  const holders = [...new Set(pairs.map(({ holder }) => holder))];
  const present = new Set((await presentHoldings(tx, pairs)).map(accountName));
  const accounts = await accountsHeldBy(tx, holders);
  const owners = [...accounts.values()].flatMap(({ owner }) => (owner === null ? [] : [owner]));
  const identities = await readIdentities(tx, [...new Set([...holders, ...owners])], services);
  const people = new Set((await readLinkPeople(tx, holders)).map(({ subject }) => subject));
  const decisions = await standingDecisions(tx, pairs);
  const matchesOf = await findMatches(tx, 'person', identities, services);
  const evidenceOf = (pair: AccountRef): LinkEvidence => {
    const identity = identities.get(pair.holder);
    const account = accounts.get(accountName(pair)) ?? null;
    return {
      ...evidenceOfAccount(account, pair),
      ...evidenceOfName(identity, agencies),
      agencyByOwner: agencyOfMail(identities.get(account?.owner ?? ''), agencies),
      agencyByOrganisation: agencyNamed(agencies, account?.organisation ?? null),
      samePerson: people.has(pair.holder) ? pair.holder : null,
      decision: wordOf(decisions.get(accountName(pair))),
      matches: matchesOf(pair.holder),
    };
  };
  const decided = pairs.map((pair) => ({ pair, evidence: evidenceOf(pair) }));
  const left = await formerEvidence(tx, decided, { identities, services });
  return decided.map(({ pair, evidence }): LinkRow => {
    const link = decideLink(left.get(pair) ?? evidence);
    return { ...pair, isPresent: present.has(accountName(pair)), ...link };
  });
}

type Decided = { readonly pair: AccountRef; readonly evidence: LinkEvidence };
type Names = {
  readonly identities: ReadonlyMap<string, IdentityValues>;
  readonly services: LinkServices;
};

/** Where nobody on the lists fits, whoever went from them may: an account does not lose its person by their leaving. */
async function formerEvidence(
  tx: Tx,
  decided: readonly Decided[],
  { identities, services }: Names,
): Promise<ReadonlyMap<AccountRef, LinkEvidence>> {
  const open = decided.filter(({ evidence }) => decideLink(evidence).reason === 'no-match');
  const holders = new Set(open.map(({ pair }) => pair.holder));
  const former = await formerAmong(tx, [...holders]);
  const asked = new Map([...identities].filter(([subject]) => holders.has(subject)));
  const matchesOf = await findMatches(tx, 'former', asked, services);
  return new Map(
    open.map(({ pair, evidence }) => [
      pair,
      {
        ...evidence,
        samePerson: former.has(pair.holder) ? pair.holder : null,
        matches: matchesOf(pair.holder),
      },
    ]),
  );
}

/** All scopes that tell of one account together. */
async function accountsHeldBy(
  tx: Tx,
  holders: readonly string[],
): Promise<ReadonlyMap<string, FactOf<'account'>>> {
  const told = new Map<string, FactOf<'account'>[]>();
  for (const { subject, value } of await factsHeldBy(tx, 'account', holders)) {
    const name = accountName({ system: value.system, holder: subject });
    told.set(name, [...(told.get(name) ?? []), value]);
  }
  return new Map([...told].map(([name, values]) => [name, mergeFacts<'account'>(values)]));
}

function evidenceOfAccount(account: FactOf<'account'> | null, { holder }: AccountRef) {
  const owner = account?.owner ?? null;
  return {
    accountKind: account?.accountKind ?? 'unknown',
    hasOrganisation: (account?.organisation ?? null) !== null && account?.accountKind === 'partner',
    owner: owner === holder ? null : owner,
  } as const;
}

function evidenceOfName(identity: IdentityValues | undefined, agencies: readonly Agency[]) {
  if (identity === undefined) {
    return { isNameless: true, isBotName: false, isGenericName: false, agencyByDomain: null };
  }
  return {
    isNameless: false,
    isBotName: isBotName(identity),
    isGenericName: isGenericName(identity),
    agencyByDomain: agencyOfMail(identity, agencies),
  };
}

function agencyOfMail(identity: IdentityValues | undefined, agencies: readonly Agency[]): string | null {
  const mail = mailParts(identity?.email ?? '') ?? mailParts(identity?.login ?? '');
  return mail === null ? null : agencyOfDomain(agencies, mail.domain);
}

/** Two agencies that claim the same domain or name: nobody can tell which. */
function agencyOfDomain(agencies: readonly Agency[], domain: string): string | null {
  const found = agencies.filter(({ mailDomains }) =>
    mailDomains.some((own) => domain === own || domain.endsWith(`.${own}`)),
  );
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

function agencyNamed(agencies: readonly Agency[], organisation: string | null): string | null {
  if (organisation === null) return null;
  return agencies.find(({ name }) => agencyKey(name) === agencyKey(organisation))?.id ?? null;
}

function wordOf(decision: HumanWord | undefined): HumanWord | null {
  if (decision === undefined) return null;
  const { belongsTo, person, agency, custodian } = decision;
  return { belongsTo, person, agency, custodian };
}

/** Which people of a side share an alias with these holders, each alias compared by its keyed hash. */
async function findMatches(
  tx: Tx,
  side: AliasSide,
  identities: ReadonlyMap<string, IdentityValues>,
  services: LinkServices,
): Promise<(holder: string) => LinkEvidence['matches']> {
  const key = linkKey(tx, services);
  const asked = new Map<string, readonly { readonly tier: AliasTier; readonly hash: string }[]>();
  for (const [holder, identity] of identities) {
    const hashed = aliasesOfAccount(identity).map((alias: Alias) => ({
      tier: alias.tier,
      hash: aliasHash(key, alias).toString('base64'),
    }));
    asked.set(holder, hashed);
  }
  const hashes = [...new Set([...asked.values()].flat().map(({ hash }) => hash))];
  const found = new Map<string, string[]>();
  for (const { subject, hash } of await whoHas(
    tx,
    side,
    hashes.map((hash) => Buffer.from(hash, 'base64')),
  )) {
    const name = hash.toString('base64');
    found.set(name, [...(found.get(name) ?? []), subject]);
  }
  return (holder) => {
    const matches = new Map<AliasTier, Set<string>>();
    for (const { tier, hash } of asked.get(holder) ?? []) {
      for (const subject of found.get(hash) ?? []) {
        matches.set(tier, (matches.get(tier) ?? new Set()).add(subject));
      }
    }
    return matches;
  };
}
