-- Facts as they were known at a position and as they held at an instant.

-- Until when a value held by what its source told: the `observedAt` of the entry that replaced it or stated its absence.
alter table fact add column valid_until timestamptz;
update fact set valid_until = later.observed_at from fact later
where later.workspace_id = fact.workspace_id and later.position = fact.superseded_position and not fact.is_gone;
update fact set valid_until = (entry.entry::jsonb ->> 'observedAt')::timestamptz
from ledger_log log join ledger_entry entry on entry.workspace_id = log.workspace_id and entry.log_id = log.log_id
where log.workspace_id = fact.workspace_id and fact.is_gone
  and entry.idx = fact.superseded_position - log.first_position
  and log.first_position = (select max(first_position) from ledger_log
    where workspace_id = fact.workspace_id and first_position <= fact.superseded_position);

-- With the end beside the key, a page of a past state is found in the index alone, however often its items changed since.
alter table fact drop constraint fact_pkey;
alter table fact add primary key (workspace_id, kind, scope, key, connection_id, position) include (superseded_position);

-- Everything ever known of each population from each of its sources, by the closing entry that told it. Derived from
-- pull.completed and pull.failed; the newest row of a source is its row in `population`.
create table population_version (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null,
  scope text collate "C" not null,
  connection_id text collate "C" not null,
  position bigint not null,
  items bigint not null,
  is_complete boolean not null,
  reasons text[] not null,
  attributes jsonb not null,
  max_gap_hours integer not null,
  last_pull_at timestamptz not null,
  last_complete_at timestamptz,
  primary key (workspace_id, kind, scope, connection_id, position)
);
select daybook_isolate('population_version');

-- What the closings of the first release told, as the follower keeps it: a report replaces what was known, one that brought
-- nothing leaves it standing but not whole, and so does silence.
do $$
declare
  closing record;
  told jsonb;
  last population_version;
begin
  for closing in
    select workspace_id, connection_id, position, state, populations, finished_at,
      case when state = 'completed' then 'the last reading of its source did not tell of this list'
        else coalesce(error ->> 'message', 'the last reading failed') end as silence
    from pull where position is not null and state in ('completed', 'failed', 'cancelled')
    order by workspace_id, position
  loop
    for told in select value from jsonb_array_elements(closing.populations) loop
      select v.* into last from population_version v
      where v.workspace_id = closing.workspace_id and v.connection_id = closing.connection_id
        and v.kind = told ->> 'kind' and v.scope = told ->> 'scope' order by v.position desc limit 1;
      if not found or (told ->> 'visible')::boolean then
        insert into population_version values (closing.workspace_id, told ->> 'kind', told ->> 'scope',
          closing.connection_id, closing.position,
          case when (told ->> 'visible')::boolean then (told ->> 'items')::bigint else 0 end,
          (told ->> 'complete')::boolean, array(select jsonb_array_elements_text(told -> 'reasons')),
          told -> 'attributes', (told ->> 'maxGapHours')::integer, closing.finished_at,
          case when (told ->> 'complete')::boolean then closing.finished_at else last.last_complete_at end);
      else
        insert into population_version values (last.workspace_id, last.kind, last.scope, last.connection_id,
          closing.position, last.items, false, array(select jsonb_array_elements_text(told -> 'reasons')),
          last.attributes, last.max_gap_hours, closing.finished_at, last.last_complete_at);
      end if;
    end loop;
    insert into population_version (workspace_id, kind, scope, connection_id, position, items, is_complete, reasons,
      attributes, max_gap_hours, last_pull_at, last_complete_at)
    select v.workspace_id, v.kind, v.scope, v.connection_id, closing.position, v.items, false,
      array[closing.silence], v.attributes, v.max_gap_hours, closing.finished_at, v.last_complete_at
    from (
      select distinct on (kind, scope) * from population_version
      where workspace_id = closing.workspace_id and connection_id = closing.connection_id
      order by kind, scope, position desc) v
    where v.position <> closing.position;
  end loop;
end
$$;
