-- One log for each workspace and year. The ledger is the truth; these rows are where it is kept.
create table ledger_log (
  workspace_id uuid not null references workspace,
  log_id uuid not null unique,
  year integer not null,
  origin text collate "C" not null,
  -- The size of all predecessor logs together: position = first_position + index.
  first_position bigint not null check (first_position >= 0),
  verifier_key text collate "C" not null,
  -- Ed25519 seed under the installation's master key.
  sealed_key bytea not null,
  opened_at timestamptz not null,
  primary key (workspace_id, log_id),
  unique (workspace_id, year),
  unique (workspace_id, first_position)
);
select daybook_isolate('ledger_log', 'select, insert');

-- The head of each log. Its row lock is the order of the log.
create table ledger_state (
  log_id uuid primary key references ledger_log (log_id),
  workspace_id uuid not null references workspace,
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  frontier bytea not null,
  last_recorded_at timestamptz not null
) with (fillfactor = 10);
select daybook_isolate('ledger_state', 'select, insert, update');

create function daybook_only_grows() returns trigger
language plpgsql as $$
begin
  if new.log_id <> old.log_id or new.size < old.size or new.last_recorded_at < old.last_recorded_at then
    raise exception 'a log only grows' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger only_grows before update on ledger_state for each row execute function daybook_only_grows();
create trigger never_deleted before delete on ledger_state for each row execute function daybook_append_only();

create table ledger_entry (
  log_id uuid not null references ledger_log (log_id),
  idx bigint not null,
  workspace_id uuid not null,
  leaf_hash bytea not null,
  type text collate "C" not null,
  entry text collate "C" not null,
  primary key (workspace_id, log_id, idx)
) partition by list (workspace_id);
create index ledger_entry_type on ledger_entry (log_id, type, idx);
alter table ledger_entry alter column leaf_hash set storage plain;
select daybook_isolate('ledger_entry', 'select, insert');
select daybook_bulk('ledger_entry');
create trigger append_only_whole_bulk before truncate on ledger_entry_bulk execute function daybook_append_only();
create trigger append_only before update or delete on ledger_entry
  for each row execute function daybook_append_only();
create trigger append_only_whole before truncate on ledger_entry execute function daybook_append_only();

-- Derived from the leaf hashes and rebuildable; kept so that a proof reads a few tiles, not the log.
create table ledger_tile (
  log_id uuid not null references ledger_log (log_id),
  level smallint not null,
  n bigint not null,
  workspace_id uuid not null,
  data bytea not null,
  primary key (log_id, level, n)
);
alter table ledger_tile alter column data set storage external;
select daybook_isolate('ledger_tile', 'select, insert');

create table ledger_checkpoint (
  log_id uuid not null references ledger_log (log_id),
  size bigint not null,
  workspace_id uuid not null,
  root bytea not null,
  note text collate "C" not null,
  signed_at timestamptz not null,
  primary key (log_id, size)
);
select daybook_isolate('ledger_checkpoint', 'select, insert');
create trigger append_only before update or delete on ledger_checkpoint
  for each row execute function daybook_append_only();
create trigger append_only_whole before truncate on ledger_checkpoint execute function daybook_append_only();

-- Keys of payloads, sealed under the master key. One for each subject, one for each batch of other payloads. Not in the
-- ledger: destroying a key is how its payloads are erased.
create table data_key (
  workspace_id uuid not null references workspace,
  key_id uuid not null,
  subject_id text collate "C",
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (workspace_id, key_id)
);
create unique index data_key_subject on data_key (workspace_id, subject_id) where subject_id is not null;
select daybook_isolate('data_key', 'select, insert, delete');

-- Bodies of entries: salt and bytes sealed under a data key. Erasable, so outside the tree; the entry holds the commitment.
create table payload (
  workspace_id uuid not null references workspace,
  position bigint not null,
  key_id uuid not null,
  sealed bytea not null,
  primary key (workspace_id, position)
) partition by list (workspace_id);
alter table payload alter column sealed set storage external;
select daybook_isolate('payload', 'select, insert, delete');
select daybook_bulk('payload');
