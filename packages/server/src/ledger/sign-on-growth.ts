import { sql } from 'kysely';
import { listWorkspaces, type Services, type WorkspaceId } from '../platform/index.ts';
import { type SignedHead, signCheckpoints } from './sign-checkpoint.ts';

/** A log that keeps growing is signed so often, whichever process does it; one that was quiet, at the next look. */
const restMs = 600;
/** A checkpoint from further ahead comes from a clock that is wrong, and holds nobody up. */
const aheadMaxMs = 2_000;
/** Every so many turns all logs are looked at, grown or not: their data may have been put back. */
const turnsPerRound = 20;

/** One turn of signing, to be called many times a second, never twice at once. */
export interface GrowthSigner {
  turn(): Promise<readonly SignedHead[]>;
  /** Looks at every workspace, also where it was signed a moment ago. */
  round(): Promise<readonly SignedHead[]>;
}

type GrowthServices = Pick<Services, 'database' | 'clock' | 'keyring' | 'log'>;

/**
 * Signs logs soon after they grew. A turn asks once for all workspaces, so a quiet installation with many of them costs no
 * more than one. A workspace that could not be signed waits for the next round.
 */
export function createGrowthSigner(services: GrowthServices): GrowthSigner {
  const failed = new Set<WorkspaceId>();
  let turns = 0;
  const round = async () => {
    failed.clear();
    const workspaces = await services.database.withSystem('signing', listWorkspaces);
    return signCheckpoints(
      workspaces.map(({ id }) => id),
      services,
    );
  };
  return {
    round,
    turn: async () => {
      turns += 1;
      if (turns % turnsPerRound === 0) return round();
      const grown = (await findGrown(services)).filter((id) => !failed.has(id));
      const signed = await signCheckpoints(grown, services);
      const done = new Set(signed.map(({ workspaceId }) => workspaceId));
      for (const id of grown) if (!done.has(id)) failed.add(id);
      return signed;
    },
  };
}

/** Workspaces whose newest log has entries that no checkpoint covers, unless one was signed a moment ago. */
export async function findGrown({
  database,
  clock,
}: Pick<Services, 'database' | 'clock'>): Promise<readonly WorkspaceId[]> {
  const now = Date.parse(clock.now());
  const [from, to] = [now - restMs, now + aheadMaxMs].map((at) => new Date(at).toISOString());
  const { rows } = await database.withSystem('signing', (tx) =>
    sql<{ id: WorkspaceId }>`
      select head.workspace_id as id from ledger_state head
      left join lateral (
        select size, signed_at from ledger_checkpoint own
        where own.workspace_id = head.workspace_id and own.log_id = head.log_id order by size desc limit 1
      ) newest on true
      where head.forked_at is null and head.closed_at is null and head.size > coalesce(newest.size, 0)
        and (newest.signed_at is null or newest.signed_at <= ${from} or newest.signed_at > ${to})`.execute(
      tx.db,
    ),
  );
  return rows.map(({ id }) => id);
}
