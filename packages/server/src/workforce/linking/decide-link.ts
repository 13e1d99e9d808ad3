import type { AccountLink, LinkReason } from './account-link.ts';
import { type AliasTier, aliasTiers } from './link-aliases.ts';

/** What an account's link rests on; people by pseudonym. */
export type LinkEvidence = {
  readonly accountKind: 'human' | 'service' | 'partner' | 'shared' | 'unknown';
  /** The source itself names another organisation for it. */
  readonly hasOrganisation: boolean;
  /** Whom the source names as answerable, unless that is the holder. */
  readonly owner: string | null;
  /** The holder is on a list of people under the same pseudonym. */
  readonly samePerson: string | null;
  readonly decision: HumanWord | null;
  readonly agencyByOrganisation: string | null;
  readonly agencyByDomain: string | null;
  /** Of whoever answers for it. */
  readonly agencyByOwner: string | null;
  readonly isBotName: boolean;
  readonly isGenericName: boolean;
  /** Nothing is known of who it is, as after an erasure. */
  readonly isNameless: boolean;
  /** People who share an alias with it, by how. */
  readonly matches: ReadonlyMap<AliasTier, ReadonlySet<string>>;
};

export type HumanWord = Pick<AccountLink, 'belongsTo' | 'person' | 'agency' | 'custodian'>;

export type DecidedLink = Pick<
  AccountLink,
  | 'belongsTo'
  | 'person'
  | 'agency'
  | 'custodian'
  | 'reason'
  | 'confidence'
  | 'decidedBy'
  | 'candidates'
  | 'isGeneric'
  | 'isRegistered'
>;

/** Whose account it is. Never a guess between two people; a human's last word stands above every rule. */
export function decideLink(evidence: LinkEvidence): DecidedLink {
  const isGeneric = evidence.accountKind === 'shared' || (evidence.isGenericName && !isBot(evidence));
  const { decision } = evidence;
  if (decision === null) return { ...byRule(evidence, isGeneric), isGeneric };
  const word = {
    reason: 'human-decision',
    confidence: 'certain',
    decidedBy: 'human',
    candidates: [],
  } as const;
  return { ...decision, ...word, isGeneric, isRegistered: decision.custodian !== null };
}

type RuledLink = Omit<DecidedLink, 'isGeneric'>;

const ruled: RuledLink = {
  belongsTo: 'unknown',
  person: null,
  agency: null,
  custodian: null,
  reason: 'no-match',
  confidence: 'none',
  decidedBy: 'rule',
  candidates: [],
  isRegistered: false,
};

function byRule(evidence: LinkEvidence, isGeneric: boolean): RuledLink {
  const { samePerson, agencyByOrganisation, agencyByDomain } = evidence;
  if (samePerson !== null && evidence.accountKind !== 'shared') {
    return personOf(samePerson, 'same-person', 'certain');
  }
  if (isBot(evidence)) return botOf(evidence);
  if (agencyByOrganisation !== null) return agencyOf(agencyByOrganisation, 'agency-organisation', 'certain');
  if (agencyByDomain !== null) return agencyOf(agencyByDomain, 'agency-mail-domain', 'likely');
  if (evidence.accountKind === 'partner' || evidence.hasOrganisation) {
    return { ...ruled, reason: 'partner-organisation' };
  }
  if (isGeneric) {
    return { ...ruled, reason: evidence.accountKind === 'shared' ? 'shared-account' : 'generic-name' };
  }
  return personByAlias(evidence);
}

function isBot({ accountKind, isBotName }: LinkEvidence): boolean {
  return accountKind === 'service' || (isBotName && accountKind !== 'shared');
}

/** A bot of an agency is on the agency's list as well: its token outlives the partner and the people. */
function botOf({ accountKind, owner, ...evidence }: LinkEvidence): RuledLink {
  const isTold = accountKind === 'service';
  const { agencyByOrganisation, agencyByDomain, agencyByOwner } = evidence;
  return {
    ...ruled,
    belongsTo: 'bot',
    agency: agencyByOrganisation ?? agencyByDomain ?? agencyByOwner,
    custodian: owner,
    reason: isTold ? 'service-account' : 'bot-name',
    confidence: isTold ? 'certain' : 'likely',
  };
}

function agencyOf(agency: string, reason: LinkReason, confidence: 'certain' | 'likely'): RuledLink {
  return { ...ruled, belongsTo: 'agency', agency, reason, confidence };
}

function personOf(person: string, reason: LinkReason, confidence: RuledLink['confidence']): RuledLink {
  return { ...ruled, belongsTo: 'person', person, reason, confidence };
}

const reasonsByTier: Readonly<Record<AliasTier, LinkReason>> = {
  mail: 'mail-alias',
  local: 'company-mail',
  formed: 'company-mail',
  login: 'login-of-name',
  name: 'full-name',
  short: 'short-login',
};

/** Everything that speaks strongly has to agree on one person; a short login is asked only where nothing else speaks. */
function personByAlias({ matches, isNameless }: LinkEvidence): RuledLink {
  const strong = aliasTiers.filter((tier) => tier !== 'short' && (matches.get(tier)?.size ?? 0) > 0);
  const tiers: readonly AliasTier[] = strong.length > 0 ? strong : ['short'];
  const sets = tiers.map((tier) => matches.get(tier) ?? new Set<string>());
  const everyone = [...new Set(sets.flatMap((set) => [...set]))].toSorted();
  const agreed = everyone.filter((person) => sets.every((set) => set.has(person)));
  const [only] = agreed;
  if (everyone.length === 0 || only === undefined) {
    if (everyone.length === 0) return { ...ruled, reason: isNameless ? 'nothing-known' : 'no-match' };
    return { ...ruled, reason: 'contradiction', candidates: everyone };
  }
  if (agreed.length > 1) return { ...ruled, reason: 'several-candidates', candidates: agreed };
  const [first = 'short'] = tiers;
  const isLikely = first !== 'short' && (first !== 'name' || tiers.length > 1);
  return personOf(only, reasonsByTier[first], isLikely ? 'likely' : 'possible');
}
