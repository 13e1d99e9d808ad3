/** An account by the system it is on and the pseudonym of its holder there. */
export type AccountRef = { readonly system: string; readonly holder: string };

export type Confidence = 'certain' | 'likely' | 'possible' | 'none';

/** Why an account belongs where it does; screens have a sentence for each. */
export const linkReasons = [
  'same-person',
  'human-decision',
  'service-account',
  'bot-name',
  'partner-organisation',
  'agency-organisation',
  'agency-mail-domain',
  'mail-alias',
  'company-mail',
  'login-of-name',
  'full-name',
  'short-login',
  'generic-name',
  'shared-account',
  'several-candidates',
  'contradiction',
  'nothing-known',
  'no-match',
] as const;

export type LinkReason = (typeof linkReasons)[number];

/** Whose an account is, as the rules and the last word of people say. Days are `YYYY-MM-DD`. */
export type AccountLink = AccountRef & {
  /** False where no current list names the account any more. */
  readonly isPresent: boolean;
  readonly belongsTo: 'person' | 'agency' | 'bot' | 'unknown';
  readonly person: string | null;
  /** `agy_…` */
  readonly agency: string | null;
  readonly custodian: string | null;
  readonly reason: LinkReason;
  readonly confidence: Confidence;
  readonly decidedBy: 'rule' | 'human';
  /** Pseudonyms of people it may belong to, where that cannot be told. */
  readonly candidates: readonly string[];
  readonly isGeneric: boolean;
  readonly isRegistered: boolean;
  /** Of its person, of whoever answers for it where it is no single person's, or of its agency's engagement. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly isActive: boolean | 'unknown';
  /** Grows with every change of any link of the workspace. */
  readonly revision: number;
};

/** The name of an account in maps. */
export function accountName({ system, holder }: AccountRef): string {
  return `${system}\n${holder}`;
}
