import type { Signatory } from '@daybook/kit';

export type Signature = 'pgp' | 'ssh' | 'x509' | 'none' | 'unknown';

/** One commit, decoded. Times are UTC instants or `unknown` where git's number is no date. */
export type Commit = {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly author: Signatory;
  readonly committer: Signatory;
  readonly committedAt: string;
  readonly signature: Signature;
  readonly message: string;
};

/** A line of history to read: what it is called, how long it is by the source's count, and what already speaks against it. */
export type Trunk = {
  readonly scope: string;
  readonly query: string;
  readonly commitsTotal: number;
  readonly head: string;
  /** Reasons known before reading why this is not the whole line, e.g. a shallow clone. */
  readonly reasons: readonly string[];
  readonly gaps: readonly string[];
  /** False where the source holds no commit objects, so that no signature can be seen. */
  readonly showsSignatures: boolean;
  read(): AsyncIterable<ReadCommit>;
};

export type ReadCommit =
  | { readonly type: 'commit'; readonly commit: Commit }
  | { readonly type: 'rejected'; readonly where: string; readonly reason: string };

/** Seconds since 1970 as a UTC instant; what lies outside the years 0000 to 9999 is no date anybody meant. */
export function instantOf(milliseconds: number): string {
  const isDate = Number.isFinite(milliseconds) && Math.abs(milliseconds) <= 8.64e15;
  const text = isDate ? new Date(milliseconds).toISOString() : '';
  return /^\d{4}-/.test(text) ? text : 'unknown';
}
