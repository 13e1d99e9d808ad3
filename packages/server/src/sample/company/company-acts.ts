import type { AccountNames } from './company.ts';

/** What somebody in the company does in Daybook in a month; people by their mail addresses. */
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
  | { readonly type: 'system'; readonly system: string; readonly means: 'import' | 'attested' }
  | {
      readonly type: 'attest';
      readonly system: string;
      readonly holders: readonly AttestedHolder[];
      readonly isConfirmed: boolean;
    }
  | { readonly type: 'brand'; readonly brand: BrandNames; readonly custody: MadeCustody }
  | { readonly type: 'brand-change'; readonly brand: BrandNames; readonly custody: Partial<MadeCustody> }
  | { readonly type: 'brand-confirm'; readonly brand: BrandNames }
  | {
      readonly type: 'secret';
      readonly name: string;
      readonly system: string;
      readonly owner: string;
      readonly knownBy: readonly string[];
      readonly changedOn: string;
    }
  | { readonly type: 'secret-change'; readonly name: string; readonly knownBy: readonly string[] }
  | { readonly type: 'device'; readonly name: string; readonly model: string; readonly holder: string }
  | { readonly type: 'device-back'; readonly name: string }
  | ReviewAct;

export type ReviewAct = {
  readonly type: 'review';
  readonly name: string;
  readonly systems: readonly string[];
  /** How long somebody looks at each line. */
  readonly secondsEach: number;
  readonly removes: readonly AccountNames[];
};

export type AttestedHolder = { readonly name: string; readonly mail: string };

export type BrandNames = { readonly system: string; readonly account: string };

/** In whose hands an account of a brand is; the words are those of the register. */
export type MadeCustody = {
  readonly owner: string;
  readonly administrators: readonly string[];
  readonly secretKept: 'vault' | 'shared-file' | 'one-person' | 'no-secret';
  readonly custodians: readonly string[];
  readonly factor: 'hardware-key' | 'app' | 'none';
  readonly recoveryMail: 'company' | 'private';
  readonly phoneOf: string;
  readonly triedOn: string;
};
