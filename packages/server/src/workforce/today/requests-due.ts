import { sql } from 'kysely';
import { presenceOf } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { listNewestGains } from '../requests/gains.store.ts';
import { isException, judgeGains } from '../requests/judge-gains.ts';
import { type Duty, duty } from './duty.ts';

const waitingMax = 100;

/** Access that others asked for, for others than whoever may say yes. */
export async function requestsToApprove(tx: Tx, me: string): Promise<readonly Duty[]> {
  const { rows } = await sql<{ id: string; requestedAt: string; system: string }>`
    select request_id as id, requested_at as "requestedAt", system from access_request
    where workspace_id = ${tx.workspaceId} and state = 'waiting' and requested_by <> ${me} and subject <> ${me}
    order by requested_at, request_id limit ${waitingMax}`.execute(tx.db);
  const [first] = rows;
  if (first === undefined) return [];
  const names = [...new Set(rows.map(({ system }) => system))];
  return [
    duty({
      kind: 'requests-waiting',
      urgency: 'due',
      count: rows.length,
      isAtLeast: rows.length === waitingMax,
      dueAt: first.requestedAt,
      names,
    }),
  ];
}

/** So many of the newest accesses are looked at. */
const gainsMax = 300;

/** Access that appeared and is still there, and that no approval explains. */
export async function gainsWithoutRequest(
  tx: Tx,
  now: string,
  gaps: readonly string[],
): Promise<readonly Duty[]> {
  const newest = await listNewestGains(tx, { after: null, limit: gainsMax });
  const judged = (await judgeGains(tx, newest, now)).filter(
    // Somebody said yes meanwhile, if late: that stays a finding and leaves nothing to do.
    (gain) => isException(gain) && gain.fit !== 'approved-after',
  );
  const there = new Set((await presenceOf(tx, 'grant', judged)).map(stayName));
  const left = judged.filter((gain) => there.has(stayName(gain)));
  const last = left.at(-1);
  if (last === undefined) return [];
  const names = [...new Set(left.map(({ system }) => system))];
  const isAtLeast = newest.length === gainsMax;
  return [
    duty({
      kind: 'gains-unasked',
      urgency: 'due',
      count: left.length,
      isAtLeast,
      dueAt: last.firstSeenAt,
      names,
      gaps,
    }),
  ];
}

type Stay = { readonly scope: string; readonly key: string; readonly firstPosition: number };

function stayName({ scope, key, firstPosition }: Stay): string {
  return `${scope}\n${key}\n${firstPosition}`;
}
