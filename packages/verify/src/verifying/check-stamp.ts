import { createHash } from 'node:crypto';
import { parseNote } from '@daybook/ledger';
import type { Problems } from './problems.ts';

const rootsPlace = 'time-stamp roots from elsewhere';

export type StampClaim = {
  /** DER of the token. */
  readonly token: Uint8Array;
  /** The time the entry says the token gives. */
  readonly at: string;
  /** The note of the checkpoint that is stamped. */
  readonly note: string;
  /** PEM of roots of the auditor's own; null where none were given. */
  readonly roots: string | null;
};

/** Who signed it; `isUntrusted` where roots were given and none of them vouches for the signer. */
export type CheckedStamp = { readonly signer: string; readonly isUntrusted: boolean };

/**
 * Verifies a token wholly: it stamps this checkpoint at the time its entry says, signed by the certificate it names, which
 * is one for time stamps. Null for a false one.
 */
export async function checkStamp({ token, at, note, roots }: StampClaim): Promise<CheckedStamp | null> {
  // loaded here, since most packages hold no token and the library is large
  const { TimestampProblem, UntrustedTimestamp, verifyTimestamp } = await import(
    '../timestamps/verify-timestamp.ts'
  );
  const imprint = imprintsOf(note).find((hash) => Buffer.from(token).includes(hash));
  if (imprint === undefined) return null;
  const claim = { imprint, nonce: null };
  try {
    const { signer, at: stampedAt } = await verifyTimestamp(token, { ...claim, rootCertificates: null });
    if (stampedAt !== at) return null;
    if (roots === null) return { signer, isUntrusted: false };
    return await verifyTimestamp(token, { ...claim, rootCertificates: roots }).then(
      () => ({ signer, isUntrusted: false }),
      (error: unknown) => {
        if (error instanceof UntrustedTimestamp) return { signer, isUntrusted: true };
        throw error;
      },
    );
  } catch (error) {
    if (error instanceof TimestampProblem) return null;
    throw error;
  }
}

/** The auditor's own roots; null, with a problem, when there is no certificate in them. */
export function readRoots(pem: string, problems: Problems): Promise<string | null> {
  return problems.attempt('tsa-roots-malformed', rootsPlace, async () => {
    const { certificatesOfPem } = await import('../timestamps/verify-timestamp.ts');
    certificatesOfPem(pem);
    return pem;
  });
}

/** SHA-256 over the note as the log signed it: with all its signatures, or with any one of them. */
function imprintsOf(note: string): Buffer[] {
  const { text } = parseNote(note);
  const lines = note
    .slice(text.length + 1)
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line === '' ? [] : [`${line}\n`]));
  return [note, ...lines.map((line) => `${text}\n${line}`)].map((each) =>
    createHash('sha256').update(each).digest(),
  );
}
