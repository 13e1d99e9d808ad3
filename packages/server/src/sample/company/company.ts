import type { CompanyAct } from './company-acts.ts';

/** What is planted in a company: each has to be found, and nothing else. */
export const plantedClasses = [
  ...([
    'ghost',
    'orphan',
    'left',
    'left-agency',
    'left-token',
    'mover',
    'shared',
    'unrequested',
    'no-factor',
  ] as const),
  ...(['brand-factor', 'custody', 'secret', 'device', 'key', 'review', 'attestation'] as const),
] as const;
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
  /** From when on it signs in with its password alone; null where it never does. */
  readonly withoutFactorFrom?: number | null;
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

/** One line of the key to what is wrong: never told to the application, only held against what it said. */
export type Planted = AccountNames & {
  readonly class: PlantedClass;
  /** The first month whose lists show it, or whose look has to say it. */
  readonly month: number;
  readonly what: string;
};

/** A key or token of a system. Owners are told by the account they have there. */
export type MadeKey = {
  readonly name: string;
  readonly system: SampleSystem;
  readonly owner: AccountNames | null;
  readonly from: number;
  readonly until: number | null;
  readonly createdOn: string;
  /** Used on the first of each month until then; null while it is there. */
  readonly usedUntil: number | null;
  readonly isActive: boolean;
};

/** One key as its system's list shows it in a month. */
export type ListedKey = Pick<MadeKey, 'name' | 'system' | 'isActive'> & {
  readonly owner: { readonly login: string; readonly mail: string | null } | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
};

export type CompanyFile = {
  readonly name: string;
  /** The system its accounts are on; `people` for the list of people. */
  readonly system: string;
  readonly bytes: Buffer;
  readonly state: FileState;
};

/**
 * `cut`: it ends in the middle, as a download that broke off; `partial`: some of its rows cannot be read; `short`: well
 * formed and much shorter than what is there; `off`: a sign-in page where the export should be.
 */
export type FileState = 'whole' | 'cut' | 'partial' | 'short' | 'off';

export type CompanyMonth = {
  readonly month: number;
  readonly takenAt: string;
  readonly files: readonly CompanyFile[];
  /** Keys and tokens as their systems tell them. */
  readonly keys: readonly ListedKey[];
  /** Systems whose list is not whole this month, `people` among them. */
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
