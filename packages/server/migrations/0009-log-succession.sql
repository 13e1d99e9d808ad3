-- A log that forked (an older backup was restored) is followed by a successor in the same year; `number` counts them.
alter table ledger_log drop constraint ledger_log_workspace_id_year_key;
alter table ledger_log add column number integer not null default 1 check (number >= 1);
alter table ledger_log add unique (workspace_id, year, number);
alter table ledger_log add unique (workspace_id, origin);

-- The row of a log never changes, but the seed of its first key is destroyed (made empty) once another key has taken over.
grant update (sealed_key) on ledger_log to daybook_app, daybook_system;
create function daybook_only_destroys_key() returns trigger
language plpgsql as $$
begin
  if to_jsonb(new) - 'sealed_key' <> to_jsonb(old) - 'sealed_key' or length(new.sealed_key) > 0 then
    raise exception 'of a log only the key may be destroyed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger only_destroys_key before update on ledger_log for each row execute function daybook_only_destroys_key();

-- Keys after a log's first one. `since_size` is the size with the entry `key.rotated@1`: checkpoints from there on carry
-- this key's signature too, and that of the key before until `overlap_ends_at`. The first key is in `ledger_log`.
create table ledger_key (
  workspace_id uuid not null references workspace,
  log_id uuid not null references ledger_log (log_id),
  number integer not null check (number >= 1),
  verifier_key text collate "C" not null,
  -- Ed25519 seed under the installation's master key; empty once destroyed.
  sealed_key bytea not null,
  -- The key before says, signed, that this one follows it.
  note text collate "C" not null,
  since_size bigint not null check (since_size > 0),
  rotated_at timestamptz not null,
  overlap_ends_at timestamptz not null,
  -- The newest checkpoint's size when the seed of the key before was destroyed; null while it still signs.
  before_until_size bigint,
  primary key (workspace_id, log_id, number)
);
select daybook_isolate('ledger_key', 'select, insert');
grant update (sealed_key, before_until_size) on ledger_key to daybook_app, daybook_system;
create function daybook_only_retires_key() returns trigger
language plpgsql as $$
begin
  if to_jsonb(new) - 'sealed_key' - 'before_until_size' <> to_jsonb(old) - 'sealed_key' - 'before_until_size'
    or (new.sealed_key <> old.sealed_key and length(new.sealed_key) > 0)
    or (old.before_until_size is not null and new.before_until_size is distinct from old.before_until_size) then
    raise exception 'of a key only the seed may be destroyed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger only_retires_key before update on ledger_key for each row execute function daybook_only_retires_key();
create trigger never_deleted before delete on ledger_key for each row execute function daybook_append_only();

-- Set once another history of the log is known elsewhere; from then on it takes no entry, whoever asks.
alter table ledger_state add column forked_at timestamptz;
create or replace function daybook_only_grows() returns trigger
language plpgsql as $$
begin
  if new.log_id <> old.log_id or new.size < old.size or new.last_recorded_at < old.last_recorded_at then
    raise exception 'a log only grows' using errcode = 'restrict_violation';
  end if;
  if old.forked_at is not null and (new.size <> old.size or new.forked_at is distinct from old.forked_at) then
    raise exception 'a forked log takes no entry' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

-- Who knows another history of a log than this database, and which. Not in the ledger at once: a forked log takes no
-- entry, so the successor's first one says it.
create table ledger_fork (
  workspace_id uuid not null references workspace,
  log_id uuid not null references ledger_log (log_id),
  known_by text collate "C" not null,
  -- The origin of the log known there: this one, or a later one this database does not have at all.
  known_origin text collate "C" not null,
  known_size bigint not null check (known_size >= 0),
  -- Null where only the size was told.
  known_root bytea,
  known_at timestamptz,
  -- The first position after everything known there; a successor begins no earlier.
  known_end bigint not null,
  found_size bigint not null,
  found_root bytea not null,
  found_at timestamptz not null,
  primary key (workspace_id, log_id, known_by, known_origin, known_size)
);
select daybook_isolate('ledger_fork', 'select, insert');
create trigger append_only before update or delete on ledger_fork
  for each row execute function daybook_append_only();

-- How a person closed a forked log. The same report stands in the successor's first entry.
create table ledger_fork_report (
  workspace_id uuid not null references workspace,
  log_id uuid not null references ledger_log (log_id),
  successor_id uuid not null references ledger_log (log_id),
  report text collate "C" not null,
  closed_by text collate "C" not null,
  closed_at timestamptz not null,
  primary key (workspace_id, log_id)
);
select daybook_isolate('ledger_fork_report', 'select, insert');
create trigger append_only before update or delete on ledger_fork_report
  for each row execute function daybook_append_only();
