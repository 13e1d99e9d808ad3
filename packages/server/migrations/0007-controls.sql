-- Derived from facts and the released checks; rebuilt by running every check from nothing.

-- How far one check has followed the facts. The row's lock keeps two runs of one check apart.
create table check_cursor (
  workspace_id uuid not null references workspace,
  check_id text collate "C" not null,
  -- Counts the evaluations that changed something; findings are known from one run until another.
  run bigint not null,
  version integer not null,
  digest text collate "C" not null,
  position bigint not null,
  -- The completeness seen last, by which a list that became whole is noticed.
  populations jsonb not null,
  evaluated_at timestamptz not null,
  primary key (workspace_id, check_id)
);
select daybook_isolate('check_cursor');

-- The check's own findings that are not a pass, before completeness is applied.
create table finding (
  workspace_id uuid not null references workspace,
  check_id text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  known_from_run bigint not null,
  -- Null while it holds.
  superseded_run bigint,
  version integer not null,
  outcome text collate "C" not null check (outcome in ('fail', 'unknown', 'not-applicable')),
  code text collate "C" not null,
  reason text not null,
  settle text,
  primary key (workspace_id, check_id, kind, scope, key, known_from_run)
);
create unique index finding_current on finding (workspace_id, check_id, kind, scope, key)
  where superseded_run is null;
create index finding_by_outcome on finding (workspace_id, check_id, outcome, kind, scope, key)
  where superseded_run is null;
select daybook_isolate('finding');

-- Items to judge again at an instant although nothing new is recorded, such as after a person's last day.
create table check_due (
  workspace_id uuid not null references workspace,
  check_id text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  due_at timestamptz not null,
  primary key (workspace_id, check_id, kind, scope, key)
);
create index check_due_order on check_due (workspace_id, check_id, due_at);
select daybook_isolate('check_due');

-- Which items asked for which related key when they were judged, so that a change there finds them again. Equality on text
-- may use the index under row level security; operators on arrays may not.
create table check_link (
  workspace_id uuid not null references workspace,
  check_id text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  related_key text collate "C" not null,
  primary key (workspace_id, check_id, scope, key, related_key)
);
create index check_link_related on check_link (workspace_id, check_id, related_key);
select daybook_isolate('check_link');

-- One row for each check.ran in the ledger.
create table check_result (
  workspace_id uuid not null references workspace,
  check_id text collate "C" not null,
  run bigint not null,
  control_id text collate "C" not null,
  version integer not null,
  digest text collate "C" not null,
  -- The check's own counts for each scope, before completeness is applied.
  scopes jsonb not null,
  findings_digest text collate "C" not null,
  -- What would settle most of the unknown items; null where none is unknown.
  commonest_settle text,
  position bigint not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, check_id, run)
);
create index check_result_time on check_result (workspace_id, control_id, recorded_at);
select daybook_isolate('check_result');

-- What was known of each population when, so that a past day can be judged by what was seen then.
create table population_sighting (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null,
  scope text collate "C" not null,
  seen_at timestamptz not null,
  is_complete boolean not null,
  -- From this instant on the list is too old to support a pass; null where it was not complete.
  stale_at timestamptz,
  reasons text[] not null,
  primary key (workspace_id, kind, scope, seen_at)
);
select daybook_isolate('population_sighting');
