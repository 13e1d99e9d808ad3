-- How far a workspace with made-up data has been filled; only such a workspace has a row. Not rebuilt: it says nothing about
-- anybody and goes with the workspace.
create table sample_filling (
  workspace_id uuid primary key references workspace,
  seed integer not null,
  state text collate "C" not null check (state in ('running', 'completed', 'cancelled', 'failed')),
  files_read integer not null default 0,
  files_total integer not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
select daybook_isolate('sample_filling', 'select, insert, update');

-- A workspace of made-up data that was thrown away: nobody belongs to it any more, and nothing works on it.
alter table workspace add column thrown_away_at timestamptz;
alter table workspace add constraint only_samples_are_thrown_away check (thrown_away_at is null or is_sample);
