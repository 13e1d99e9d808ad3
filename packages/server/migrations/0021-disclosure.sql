-- Values about people on screens: what was revealed to whom, and what left as an export.

-- One masked value shown to one person for a while. The value itself is kept nowhere. Derived from value.revealed,
-- reveal.requested and reveal.declined, but for `hidden_at`, which only shortens what was given.
create table value_reveal (
  workspace_id uuid not null references workspace,
  reveal_id text collate "C" not null,
  reader text collate "C" not null check (reader ~ '^sub_[0-9a-f-]{36}$'),
  -- Whose value: a person, or the free text of the entry at a position.
  subject text collate "C" check (subject ~ '^sub_[0-9a-f-]{36}$'),
  entry_position bigint check (entry_position >= 0),
  field text collate "C" not null check (field in ('name', 'email', 'phone', 'login', 'handle', 'text')),
  reason text not null check (length(reason) between 1 and 2000),
  state text collate "C" not null check (state in ('shown', 'waiting', 'declined')),
  requested_at timestamptz not null,
  shown_at timestamptz,
  until timestamptz,
  hidden_at timestamptz,
  decided_by text collate "C",
  decided_at timestamptz,
  position bigint not null,
  primary key (workspace_id, reveal_id),
  check ((subject is null) <> (entry_position is null)),
  check ((state = 'shown') = (until is not null and shown_at is not null)),
  check ((decided_by is null) = (decided_at is null)),
  constraint reveal_is_decided_by_somebody_else check (decided_by <> reader)
);
create index value_reveal_of_reader on value_reveal (workspace_id, reader, requested_at);
select daybook_isolate('value_reveal', 'select, insert, update');

-- A list as it left. The file lies below the data folder and goes with `until`; the row stays. Derived from the export
-- entries, but for the words of the search, which are about people and go with the file.
create table data_export (
  workspace_id uuid not null references workspace,
  export_id text collate "C" not null,
  what text collate "C" not null,
  format text collate "C" not null check (format in ('csv', 'jsonl')),
  query jsonb not null check (jsonb_typeof(query) = 'object'),
  reason text not null check (length(reason) between 1 and 2000),
  with_names boolean not null,
  requested_by text collate "C" not null check (requested_by ~ '^sub_[0-9a-f-]{36}$'),
  requested_at timestamptz not null,
  state text collate "C" not null check (state in ('ready', 'waiting', 'declined', 'expired', 'withdrawn')),
  row_count bigint not null check (row_count >= 0),
  -- SHA-256, hex, of everything after the first line.
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  -- Holds values about people as they are.
  has_names boolean not null,
  -- What the asker could see when it was made, as a digest; with other rights it is not handed out.
  rights text collate "C" not null check (rights ~ '^[0-9a-f]{64}$'),
  until timestamptz not null,
  downloads integer not null default 0 check (downloads >= 0),
  decided_by text collate "C",
  decided_at timestamptz,
  position bigint not null,
  primary key (workspace_id, export_id),
  check ((decided_by is null) = (decided_at is null)),
  constraint export_needs_a_second_person check (decided_by <> requested_by)
);
create index data_export_open on data_export (workspace_id, until) where state in ('ready', 'waiting');
select daybook_isolate('data_export', 'select, insert, update');

-- What waits is handed out only once somebody else has decided; what ended stays ended.
create function daybook_export_guard() returns trigger
language plpgsql as $$
begin
  if old.state in ('declined', 'expired', 'withdrawn') and new.state <> old.state then
    raise exception 'an export that ended stays ended' using errcode = 'restrict_violation';
  end if;
  if old.state = 'waiting' and new.state = 'ready' and new.decided_by is null then
    raise exception 'this export needs a second person' using errcode = 'restrict_violation';
  end if;
  if (new.what, new.digest, new.row_count, new.has_names, new.requested_by, new.reason)
    is distinct from (old.what, old.digest, old.row_count, old.has_names, old.requested_by, old.reason) then
    raise exception 'an export is never rewritten' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger export_guard before update on data_export
  for each row execute function daybook_export_guard();

-- From how many rows on an export needs a second person. Derived from export-limit.changed; no row means the default.
create table export_limit (
  workspace_id uuid primary key references workspace,
  rows_alone integer not null check (rows_alone between 0 and 100000),
  position bigint not null
);
select daybook_isolate('export_limit', 'select, insert, update');

-- Whoever brought a file may see what is in it before it is read; others see its values masked.
alter table upload add column uploaded_by text collate "C";

-- Packages of before this release hold names.
alter table package add column has_names boolean not null default true;
