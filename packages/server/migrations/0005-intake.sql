-- One reading of one source. Its closing entry is in the ledger; this row is how it is watched and cancelled.
create table pull (
  workspace_id uuid not null references workspace,
  pull_id text collate "C" not null,
  connection_id text collate "C" not null,
  state text collate "C" not null check (state in ('running', 'completed', 'failed', 'abandoned', 'cancelled')),
  phase text collate "C" not null,
  progress jsonb not null,
  started_at timestamptz not null,
  heartbeat_at timestamptz not null,
  finished_at timestamptz,
  -- Where its own entries begin, once there are any.
  first_position bigint,
  -- Its closing entry.
  position bigint,
  populations jsonb not null default '[]',
  error jsonb,
  primary key (workspace_id, pull_id)
);
create unique index pull_one_running on pull (workspace_id) where state = 'running';
create index pull_by_connection on pull (workspace_id, connection_id, pull_id);
select daybook_isolate('pull');

-- What a running pull has staged; emptied when it ends. Unlogged: after a crash the pull is abandoned anyway.
create table pull_item (
  workspace_id uuid not null,
  pull_id text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  state text collate "C" not null check (state in ('new', 'changed', 'same', 'gone')),
  content_hash bytea not null,
  commitment bytea,
  position bigint,
  occurred_at timestamptz,
  value jsonb,
  primary key (workspace_id, pull_id, kind, scope, key)
) partition by list (workspace_id);
create index pull_item_to_write on pull_item (workspace_id, pull_id, kind, scope, key) where state <> 'same' and position is null;
select daybook_isolate('pull_item');
select daybook_bulk('pull_item', 'unlogged');

create unlogged table pull_identity (
  workspace_id uuid not null,
  pull_id text collate "C" not null,
  values_hash bytea not null,
  lookup_hash bytea not null,
  subject_id text collate "C" not null,
  sealed bytea not null,
  primary key (workspace_id, pull_id, values_hash)
);
create index pull_identity_lookup on pull_identity (workspace_id, pull_id, lookup_hash);
select daybook_isolate('pull_identity');

-- The last recorded state of every item of every connection, so that an unchanged record adds no entry. Derived from
-- record.observed, record.gone and pull.completed.
create table snapshot_item (
  workspace_id uuid not null references workspace,
  connection_id text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  -- Keyed hash of the tokenised value.
  content_hash bytea not null,
  commitment bytea not null,
  position bigint not null,
  primary key (workspace_id, connection_id, kind, scope, key)
);
select daybook_isolate('snapshot_item');

-- Keyed hashes by which a known person is found again. Derived from identity.recorded.
create table subject_identity (
  workspace_id uuid not null references workspace,
  values_hash bytea not null,
  lookup_hash bytea not null,
  subject_id text collate "C" not null,
  position bigint not null,
  primary key (workspace_id, values_hash)
);
create index subject_identity_lookup on subject_identity (workspace_id, lookup_hash);
create index subject_identity_subject on subject_identity (workspace_id, subject_id, position);
select daybook_isolate('subject_identity');

-- Files handed over by the browser, until a pull has read them.
create table upload (
  workspace_id uuid not null references workspace,
  upload_id text collate "C" not null,
  name text not null,
  bytes bigint not null,
  path text not null,
  created_at timestamptz not null,
  primary key (workspace_id, upload_id)
);
select daybook_isolate('upload');
