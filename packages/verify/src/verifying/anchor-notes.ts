import type { CheckedAnchor } from './check-anchors.ts';

const rungs = [
  'rung 0 of 3: no third party has confirmed anything, so only the key of the log vouches for when entries were written',
  'rung 1 of 3: checkpoints were mailed; compare one with a copy that someone received',
  'rung 2 of 3: checkpoints carry RFC 3161 time stamps',
  'rung 3 of 3: checkpoints were cosigned by witnesses',
] as const;

const rungOf = { mail: 1, timestamp: 2, witness: 3 } as const;

type AnchorContext = {
  /** The position after the last entry. */
  readonly end: number;
  /** Whether the policy came from elsewhere, and whether roots of time-stamping authorities did. */
  readonly isOutside: boolean;
  readonly hasRoots: boolean;
};

/** The highest rung a package reaches, how far, and between which times of third parties its entries were written. */
export function anchorNotes(
  anchors: readonly CheckedAnchor[],
  { end, isOutside, hasRoots }: AnchorContext,
): string[] {
  const rung = Math.max(0, ...anchors.map(({ receipt }) => rungOf[receipt.kind])) as 0 | 1 | 2 | 3; // the values above
  const [oldest] = anchors;
  if (oldest === undefined) return [rungs[0]];
  const covered = Math.max(...anchors.map(({ before }) => before));
  const lastly = anchors.find(({ before }) => before === covered) ?? oldest;
  const { at, by, kind } = lastly.receipt;
  return [
    rung === 3 ? witnessed(anchors, isOutside) : rungs[rung],
    `anchors: ${anchors.length}; the first ${covered} of ${end} positions were written before ${at} (${kind}, ${by})`,
    ...bracketNotes(anchors),
    ...stampNotes(anchors, hasRoots),
  ];
}

/** Who signed the time stamps, and whether anybody the auditor knows vouches for them. */
function stampNotes(anchors: readonly CheckedAnchor[], hasRoots: boolean): string[] {
  const bySigner = new Map<string, readonly CheckedAnchor[]>();
  for (const anchor of anchors) {
    if (anchor.signer === null) continue;
    bySigner.set(anchor.signer, [...(bySigner.get(anchor.signer) ?? []), anchor]);
  }
  return [...bySigner].map(([signer, signed]) => {
    const counted = `time stamps: ${signed.length} signed by ${signer}`;
    if (!hasRoots) return `${counted}, its certificate was not checked against roots of your own`;
    return signed.some(({ isUntrusted }) => isUntrusted)
      ? `${counted}, its certificate does not lead to your roots`
      : `${counted}, its certificate leads to your roots`;
  });
}

function witnessed(anchors: readonly CheckedAnchor[], isOutside: boolean): string {
  const ofWitnesses = anchors.filter(({ receipt }) => receipt.kind === 'witness');
  const verified = ofWitnesses.filter(({ isVerified }) => isVerified).length;
  const counted = `${verified} of ${ofWitnesses.length} cosignatures verified`;
  return isOutside
    ? `${rungs[3]}: ${counted} with keys from the policy`
    : `witnesses: ${counted}, with keys that only this package names; they prove nothing until a policy from elsewhere names them too (--policy FILE)`;
}

/** Entry i stands between the receipt before it and the first anchored checkpoint that covers it. */
function bracketNotes(anchors: readonly CheckedAnchor[]): string[] {
  const byPosition = anchors.toSorted((a, b) => a.receipt.position - b.receipt.position);
  let widest: { hours: number; from: number; to: number } | null = null;
  for (const [i, { receipt }] of byPosition.entries()) {
    const from = receipt.position + 1;
    const next = byPosition.slice(i + 1).find(({ before }) => before > from);
    if (next === undefined) break;
    const hours = (Date.parse(next.receipt.at) - Date.parse(receipt.at)) / 3_600_000;
    if (widest === null || hours > widest.hours) widest = { hours, from, to: next.before - 1 };
  }
  if (widest === null) return [];
  const { hours, from, to } = widest;
  return [
    `brackets: third parties' times lie at most ${hours.toFixed(1)} hours apart (positions ${from} to ${to})`,
  ];
}
