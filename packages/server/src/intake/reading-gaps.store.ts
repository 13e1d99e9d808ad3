import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/** A time in which a source was not read whole for longer than its lists allow. */
export type ReadingGap = {
  readonly connection: string;
  /** End of the last whole reading; where there was none, the beginning of the first try. */
  readonly from: string;
  /** End of the next whole reading; null while there is none. */
  readonly to: string | null;
  readonly maxGapHours: number;
  /** The source was read whole before the gap. */
  readonly wasWhole: boolean;
  /** Readings that ended in between without being whole. */
  readonly tries: number;
  /** What the last of them said; null where it gave no message. */
  readonly message: string | null;
};

/** So many of the newest readings are looked at. */
const readingsMax = 20_000;
const usualGapHours = 24;

/** Gaps of all sources that lasted past `since`, newest first. */
export async function listReadingGaps(
  tx: Tx,
  { since, now, limit }: { readonly since: string; readonly now: string; readonly limit: number },
): Promise<readonly ReadingGap[]> {
  const { rows } = await sql<ReadingGap>`
    with ended as (
      select connection_id, pull_id, started_at, finished_at, error ->> 'message' as message,
        state = 'completed' and jsonb_array_length(populations) > 0
          and not populations @> '[{"complete": false}]' as is_whole,
        coalesce((select min((report ->> 'maxGapHours')::integer)
          from jsonb_array_elements(populations) report), ${usualGapHours}) as max_gap
      from pull where workspace_id = ${tx.workspaceId} and finished_at >= ${since}
      order by pull_id desc limit ${readingsMax}
    ), span as (
      select connection_id, finished_at as begins, max_gap, true as was_whole,
        lead(finished_at) over (partition by connection_id order by finished_at, pull_id) as ends
      from ended where is_whole
      union all
      select connection_id, min(started_at), min(max_gap), false, min(finished_at) filter (where is_whole)
      from ended group by connection_id
    )
    select connection_id as connection, begins as "from", ends as "to", max_gap as "maxGapHours",
      was_whole as "wasWhole", coalesce(tried.tries, 0) as tries, tried.message
    from span left join lateral (
      select count(*) as tries, (array_agg(message order by pull_id desc))[1] as message
      from ended where ended.connection_id = span.connection_id and not is_whole
        and ended.finished_at >= span.begins and ended.finished_at <= coalesce(span.ends, ${now}::timestamptz)
    ) tried on true
    where coalesce(ends, ${now}::timestamptz) - begins > make_interval(hours => max_gap)
    order by begins desc, connection_id limit ${limit}`.execute(tx.db);
  return rows;
}
