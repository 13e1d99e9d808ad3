import type { FactKind, RecordOf } from './ontology.ts';

/** A member of this workspace, or who was one. People are named by the pseudonym the ledger knows them by. */
export type OwnAccount = {
  readonly holder: string;
  readonly isService: boolean;
  readonly role: string;
  readonly isEnabled: boolean;
  readonly hasSecondFactor: boolean | 'unknown';
  /** False for the command line, which nobody signs in to. */
  readonly canSignIn: boolean;
  readonly lastSignInAt: string | null | 'unknown';
  readonly createdAt: string;
};

export type OwnGrant = {
  readonly id: string;
  readonly holder: string;
  readonly role: string;
  readonly rights: readonly ('administer' | 'export' | 'connect' | 'publish')[];
  readonly scope: readonly string[];
  readonly origin: 'manual' | 'directory' | 'single-sign-on' | 'setup' | 'unknown';
  readonly from: string | 'unknown';
  readonly until: string | null;
  readonly requestedBy: string | null | 'unknown';
  readonly approvedBy: string | null | 'unknown';
  readonly needsApproval: boolean | 'unknown';
  readonly isInForce: boolean;
};

export type OwnCredential = {
  readonly id: string;
  /** As its maker named it. */
  readonly purpose: string | null;
  /** Null when whoever answered for it is no member any more. */
  readonly owner: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly isActive: boolean;
};

export type OwnValue = { readonly name: string; readonly value: string };

export type OwnChange = {
  readonly id: string;
  readonly area: string;
  readonly at: string;
  readonly by: string | null;
  readonly about: string | null;
  readonly before: readonly OwnValue[] | null | 'unknown';
  readonly after: readonly OwnValue[] | null | 'unknown';
};

export type OwnExport = {
  readonly id: string;
  readonly what: string;
  readonly at: string;
  readonly by: string | null;
  readonly approvedBy: string | null | 'unknown';
  readonly rows: number | 'unknown';
  readonly hasReason: boolean | 'unknown';
};

/** Everything Daybook tells of itself, by list. */
export type OwnRows = {
  readonly accounts: OwnAccount;
  readonly grants: OwnGrant;
  readonly credentials: OwnCredential;
  readonly changes: OwnChange;
  readonly exports: OwnExport;
};

export type OwnList = keyof OwnRows;

export type OwnPage<L extends OwnList> = {
  readonly items: readonly OwnRows[L][];
  /** Where to go on; null after the last page. */
  readonly next: string | null;
};

/** A list of facts that Daybook itself can tell whole, in the shape of the ontology; people by their pseudonyms. */
export type OwnListing = {
  readonly kind: FactKind;
  readonly scope: string;
  /** Plain words for what was read. */
  readonly query: string;
  /** Why the list is not whole just now, in plain sentences without personal data; empty where it is. */
  gaps(): Promise<readonly string[]>;
  count(): Promise<number>;
  page(after: string | null): Promise<{
    readonly items: readonly RecordOf<FactKind>[];
    readonly next: string | null;
  }>;
};

/** The one way in which Daybook's own connector sees Daybook. Reads nothing but the workspace it was made for. */
export interface OwnSource {
  /** Counted by itself, not by reading the list. */
  count(list: OwnList): Promise<number>;
  /** In a fixed order, without gaps; `after` is what the page before named as `next`. */
  page<L extends OwnList>(list: L, after: string | null): Promise<OwnPage<L>>;
  /** What the features of Daybook tell beside that, each list for itself. */
  listings(): Promise<readonly OwnListing[]>;
}
