import type { DangerousRight } from '@daybook/kit';
import { presenceOf } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { accountName } from '../linking/account-link.ts';
import { readLinks } from '../linking/read-links.ts';
import type { StoredGain } from './gains.store.ts';
import { type Fit, matchGain } from './match-gain.ts';
import { approvedFor, readRequestDays, type StoredRequest } from './requests.store.ts';

export type JudgedGain = StoredGain & {
  /** Whose the account is now; null where nobody knows, or where it is no person's. */
  readonly person: string | null;
  readonly fit: Fit | 'ran-out';
  readonly request: StoredRequest | null;
};

/**
 * What each of these accesses rests on, as links and requests stand now. An access that is still there although what was
 * approved ran out has run out, too.
 */
export async function judgeGains(
  tx: Tx,
  gains: readonly StoredGain[],
  now: string,
): Promise<readonly JudgedGain[]> {
  const links = await readLinks(tx, gains);
  const personOf = (gain: StoredGain) => links.get(accountName(gain))?.person ?? null;
  const people = [...new Set(gains.flatMap((gain) => personOf(gain) ?? []))];
  const requests = await approvedFor(tx, people);
  const byId = new Map(requests.map((request) => [request.id, request]));
  const approved = requests.map((one) => ({ ...one, approvedAt: one.decidedAt ?? one.requestedAt }));
  const days = await readRequestDays(tx);
  const judged = gains.map((gain) => {
    const person = personOf(gain);
    const { request, fit } = matchGain({ ...gain, person }, approved, days);
    return { ...gain, person, fit, request: request === null ? null : (byId.get(request) ?? null) };
  });
  return markRunOut(tx, judged, now);
}

async function markRunOut(
  tx: Tx,
  judged: readonly JudgedGain[],
  now: string,
): Promise<readonly JudgedGain[]> {
  const over = judged.filter(
    ({ request }) => request !== null && request.until !== null && request.until < now,
  );
  if (over.length === 0) return judged;
  const there = new Map(
    (await presenceOf(tx, 'grant', over)).map((one) => [stayName(one), one.firstPosition]),
  );
  const isThere = (gain: JudgedGain) => {
    const since = there.get(stayName(gain));
    // What came again is there, and its former stay is over; what gained rights was there before.
    return (
      since !== undefined && (gain.isWidened ? since <= gain.firstPosition : since === gain.firstPosition)
    );
  };
  const ranOut = new Set(over.filter(isThere));
  return judged.map((gain) => (ranOut.has(gain) ? { ...gain, fit: 'ran-out' } : gain));
}

function stayName({ scope, key }: Pick<StoredGain, 'scope' | 'key'>): string {
  return `${scope}\n${key}`;
}

/** What somebody has to look at. */
export function isException({ fit }: Pick<JudgedGain, 'fit'>): boolean {
  return fit !== 'fits';
}

/** Rights as requests name them; what nobody explains is asked for as none, in words of its role. */
export function rightsToAsk(rights: readonly DangerousRight[] | null): readonly DangerousRight[] {
  return rights ?? [];
}
