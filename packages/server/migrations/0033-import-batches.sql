-- Files handed over together and read one after another, whether or not anybody looks on. Working state of its own and derived
-- from nothing: what was read of each file is its pull, which the ledger tells of. A batch that is lost here is handed over again.
create table import_batch (
  workspace_id uuid not null references workspace,
  batch_id text collate "C" not null check (batch_id ~ '^imp_'),
  connector text collate "C" not null,
  -- In whose name its files are read.
  ordered_by text collate "C" not null check (ordered_by ~ '^sub_'),
  actor_kind text collate "C" not null check (actor_kind in ('user', 'service')),
  ordered_at timestamptz not null,
  cancelled_at timestamptz,
  ended_at timestamptz,
  primary key (workspace_id, batch_id)
);
create index import_batch_open on import_batch (workspace_id, batch_id) where ended_at is null;
select daybook_isolate('import_batch');

create table import_file (
  workspace_id uuid not null references workspace,
  batch_id text collate "C" not null,
  place integer not null check (place >= 0),
  upload_id text collate "C" not null,
  -- The list it replaces; null for a new one.
  connection_id text collate "C",
  state text collate "C" not null
    check (state in ('waiting', 'reading', 'read', 'partly', 'failed', 'cancelled')),
  -- Null while it waits, and where it could not even be begun.
  pull_id text collate "C",
  -- Whether somebody stopped it; a reading that a restart stopped is begun again.
  is_stopped boolean not null default false,
  attempts integer not null default 0,
  begun_at timestamptz,
  -- The vendor's export or the saved words it was read by; null where its columns were guessed.
  known_as text,
  -- `{ code, message, hint }` where there is no pull to say it.
  error jsonb,
  primary key (workspace_id, batch_id, place),
  foreign key (workspace_id, batch_id) references import_batch,
  foreign key (workspace_id, upload_id) references upload
);
create index import_file_of_pull on import_file (workspace_id, pull_id) where pull_id is not null;
select daybook_isolate('import_file');

-- What waits for somebody's yes is asked for on every look at what is to be done.
create index access_request_waiting on access_request (workspace_id, requested_at) where state = 'waiting';

-- Who changed the deadlines last, when, and what they were before, as the entry says that `position` names. Null where the change
-- was made before this was kept: then the entry alone tells.
alter table removal_deadline
  add column changed_by text collate "C" check (changed_by ~ '^sub_'),
  add column changed_at timestamptz,
  add column deadlines_before jsonb check (jsonb_typeof(deadlines_before) = 'object');
