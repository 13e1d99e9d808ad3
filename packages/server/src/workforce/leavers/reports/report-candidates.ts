import { sql } from 'kysely';
import { z } from 'zod';
import { calledBy, readIdentities } from '../../../intake/index.ts';
import { Personal, personalText, type Services, type Tx } from '../../../platform/index.ts';
import { aliasHash, linkKey, whoHas } from '../../linking/link-aliases.store.ts';
import { type AliasTier, aliasesOfAccount } from '../../linking/link-aliases.ts';
import { formerAmong, readLinkPeople } from '../../linking/link-people.store.ts';

/**
 * Why somebody may be meant, the surest first. `listed`: a list of people names them by this very address; `former`: one did;
 * `accounts`: accounts are held under it. The others are likenesses, and no two people are the same by one.
 */
export const candidateReasons = ['listed', 'former', 'accounts', 'mail', 'company-mail', 'name'] as const;
type CandidateReason = (typeof candidateReasons)[number];

export const candidateShape = z.object({
  subject: z.string(),
  name: personalText,
  reasons: z.array(z.enum(candidateReasons)),
  /** Accounts on current lists that are theirs, and on which systems (the first 20). */
  accounts: z.int(),
  systems: z.array(z.string()),
});

export type CandidateView = z.input<typeof candidateShape>;

const reasonOfTier: Readonly<Partial<Record<AliasTier, CandidateReason>>> = {
  mail: 'mail',
  local: 'company-mail',
  formed: 'company-mail',
  name: 'name',
};

const candidatesMax = 10;
const systemsMax = 20;

/** Who may be meant by each of these pseudonyms; nobody where neither a list of people nor an account is like it. */
export async function candidatesOf(
  tx: Tx,
  subjects: readonly string[],
  services: Services,
): Promise<(subject: string) => readonly CandidateView[]> {
  const reasons = await reasonsOf(tx, [...new Set(subjects)], services);
  const found = [...new Set([...reasons.values()].flatMap((one) => [...one.keys()]))];
  const holdings = await holdingsOf(tx, found);
  const names = await readIdentities(tx, found, services);
  return (subject) =>
    [...(reasons.get(subject) ?? [])]
      .map(([candidate, why]): CandidateView => {
        const systems = holdings.get(candidate) ?? [];
        return {
          subject: candidate,
          name: new Personal([calledBy(candidate, names.get(candidate))]),
          reasons: candidateReasons.filter((one) => why.has(one)),
          accounts: systems.length,
          systems: [...new Set(systems)].slice(0, systemsMax),
        };
      })
      .toSorted((one, other) => surety(one) - surety(other))
      .slice(0, candidatesMax);
}

function surety({ reasons }: CandidateView): number {
  return candidateReasons.findIndex((one) => reasons.includes(one));
}

type Reasons = Map<string, Set<CandidateReason>>;

async function reasonsOf(
  tx: Tx,
  subjects: readonly string[],
  services: Services,
): Promise<ReadonlyMap<string, Reasons>> {
  const reasons = new Map<string, Reasons>(subjects.map((subject) => [subject, new Map()]));
  const add = (subject: string, candidate: string, why: CandidateReason) => {
    const own = reasons.get(subject);
    own?.set(candidate, (own.get(candidate) ?? new Set()).add(why));
  };
  for (const { subject } of await readLinkPeople(tx, subjects)) add(subject, subject, 'listed');
  for (const subject of await formerAmong(tx, subjects)) add(subject, subject, 'former');
  for (const subject of (await holdingsOf(tx, subjects)).keys()) add(subject, subject, 'accounts');
  const key = linkKey(tx, services);
  const asked = new Map<string, { readonly subject: string; readonly why: CandidateReason }[]>();
  for (const [subject, identity] of await readIdentities(tx, subjects, services)) {
    for (const alias of aliasesOfAccount(identity)) {
      const why = reasonOfTier[alias.tier];
      const hash = aliasHash(key, alias).toString('base64');
      if (why !== undefined) asked.set(hash, [...(asked.get(hash) ?? []), { subject, why }]);
    }
  }
  const hashes = [...asked.keys()].map((hash) => Buffer.from(hash, 'base64'));
  for (const side of ['person', 'former'] as const) {
    for (const row of await whoHas(tx, side, hashes)) {
      for (const { subject, why } of asked.get(row.hash.toString('base64')) ?? []) {
        if (row.subject !== subject) add(subject, row.subject, why);
      }
    }
  }
  return reasons;
}

/** The systems of each one's accounts, one for each account: those that are theirs, and those held under their pseudonym. */
async function holdingsOf(
  tx: Tx,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<{ subject: string; system: string }>`
    select distinct asked.subject, l.system, l.holder from unnest(${subjects}::text[]) as asked (subject)
    join account_link l on l.workspace_id = ${tx.workspaceId} and l.is_present
      and (l.person = asked.subject or (l.person is null and l.holder = asked.subject))
      and (l.person is null or l.confidence <> 'possible')
    order by asked.subject, l.system, l.holder`.execute(tx.db);
  const grouped = Map.groupBy(rows, ({ subject }) => subject);
  return new Map([...grouped].map(([subject, own]) => [subject, own.map(({ system }) => system)]));
}
