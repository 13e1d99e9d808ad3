/** What is planted in a company: each has to be found, and nothing else. */
export const plantedClasses = ['ghost', 'orphan', 'left', 'mover', 'shared', 'unrequested'] as const;
export type PlantedClass = (typeof plantedClasses)[number];

export const sampleSystems = [
  'zendesk',
  'meta-business',
  'linkedin',
  'okta',
  'github',
  'slack',
  'hubspot',
  'aws:000000000042',
  'x',
] as const;
export type SampleSystem = (typeof sampleSystems)[number];

/** Somebody on the list of people. Months count from 0; what lies before has -1. */
export type MadePerson = {
  readonly number: string;
  readonly given: string;
  readonly family: string;
  readonly employer: string;
  /** The newest one whose month has come holds. */
  readonly mails: readonly { readonly from: number; readonly mail: string }[];
  readonly jobs: readonly { readonly from: number; readonly job: string }[];
  /** Times of work; the last may be open. */
  readonly spans: readonly { readonly from: number; readonly until: number | null }[];
  /** What the list says of the last day where that changed, by month. */
  readonly plannedEnds?: readonly { readonly from: number; readonly day: string | null }[];
  readonly startedOn: string;
};

/** One account on one system, from its first list until the first without it. */
export type MadeAccount = {
  readonly system: SampleSystem;
  /** The name it has on that system. */
  readonly login: string;
  readonly mails: MadePerson['mails'];
  readonly name: string;
  readonly kind: 'human' | 'service' | 'partner';
  readonly owner: string | null;
  readonly roles: readonly { readonly from: number; readonly role: string }[];
  readonly from: number;
  readonly until: number | null;
};

/** How an account is told from others when what was found is held against what was planted. */
export type AccountNames = {
  readonly system: string;
  readonly login: string;
  readonly mails: readonly string[];
};

export type Planted = AccountNames & {
  readonly class: PlantedClass;
  readonly month: number;
  readonly what: string;
};

/** What somebody in the company does in Daybook in a month. */
export type CompanyAct =
  | { readonly type: 'agency'; readonly name: string; readonly domain: string; readonly until: string | null }
  | {
      readonly type: 'whose';
      readonly account: AccountNames;
      readonly belongsTo: 'bot' | 'unknown';
      readonly custodian: string;
    }
  | { readonly type: 'request'; readonly account: AccountNames; readonly mail: string; readonly role: string }
  | { readonly type: 'approve-again'; readonly mail: string; readonly keeps: readonly AccountNames[] }
  | { readonly type: 'attest'; readonly system: SampleSystem; readonly holders: readonly AttestedHolder[] };

export type AttestedHolder = { readonly name: string; readonly mail: string };

export type CompanyFile = {
  readonly name: string;
  /** The system its accounts are on; `people` for the list of people. */
  readonly system: string;
  readonly bytes: Buffer;
  /** `cut`: it ends in the middle, as a download that broke off. */
  readonly state: 'whole' | 'cut';
};

export type CompanyMonth = {
  readonly month: number;
  readonly takenAt: string;
  readonly files: readonly CompanyFile[];
  /** Systems of which no file came this month, or half of one. */
  readonly unseen: readonly string[];
  readonly acts: readonly CompanyAct[];
};

export type Company = {
  readonly seed: number;
  readonly name: string;
  readonly domain: string;
  readonly months: readonly CompanyMonth[];
  readonly planted: readonly Planted[];
};

/** What holds in a month of a list of changes. */
export function inMonth<T extends { readonly from: number }>(changes: readonly T[], month: number): T | null {
  return changes.findLast(({ from }) => from <= month) ?? null;
}

export function isThere({ from, until }: { from: number; until: number | null }, month: number): boolean {
  return from <= month && (until === null || month < until);
}
