-- Past and present values, each with the entry it rests on. Derived: rebuilt from the ledger by following it from 0.
create table fact (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  connection_id text collate "C" not null,
  -- Known from: the entry that says so.
  position bigint not null,
  -- Known until: the entry that replaced it or stated its absence; null while it holds.
  superseded_position bigint,
  is_gone boolean not null default false,
  value jsonb not null,
  occurred_at timestamptz,
  observed_at timestamptz not null,
  primary key (workspace_id, kind, scope, key, connection_id, position)
) partition by list (workspace_id);
create index fact_current on fact (workspace_id, kind, scope, key, connection_id) where superseded_position is null;
create index fact_position on fact (workspace_id, position);
create index fact_superseded on fact (workspace_id, superseded_position) where superseded_position is not null;
select daybook_isolate('fact');
select daybook_bulk('fact');

-- What is known of each population from each of its sources. Derived from pull.completed and pull.failed.
create table population (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null,
  scope text collate "C" not null,
  connection_id text collate "C" not null,
  items bigint not null,
  is_complete boolean not null,
  reasons text[] not null,
  attributes jsonb not null,
  max_gap_hours integer not null,
  last_pull_at timestamptz not null,
  last_complete_at timestamptz,
  position bigint not null,
  primary key (workspace_id, kind, scope, connection_id)
);
select daybook_isolate('population');

-- How far facts have followed the ledger.
create table fact_cursor (
  workspace_id uuid primary key references workspace,
  position bigint not null
);
select daybook_isolate('fact_cursor');
