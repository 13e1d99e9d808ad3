-- The two foreign keys of bulk tables looked up each row of every COPY, and took a third of its time. What they kept is
-- asked once for a whole COPY instead, and more: an entry's log must be one of the entry's own workspace. Neither logs nor
-- workspaces are ever deleted, so the other half of the keys had nothing to keep.
alter table ledger_entry drop constraint ledger_entry_log_id_fkey;
alter table payload drop constraint payload_workspace_id_fkey;

create function daybook_known_logs_only() returns trigger
language plpgsql as $$
begin
  if exists (
    select from (select distinct workspace_id, log_id from added) as named
    where not exists (
      select from ledger_log where workspace_id = named.workspace_id and log_id = named.log_id)
  ) then
    raise exception 'entries of an unknown log' using errcode = 'foreign_key_violation';
  end if;
  return null;
end
$$;
create trigger rows_of_known_logs after insert on ledger_entry_bulk
  referencing new table as added for each statement execute function daybook_known_logs_only();

create function daybook_known_workspaces_only() returns trigger
language plpgsql as $$
begin
  if exists (
    select from (select distinct workspace_id from added) as named
    where not exists (select from workspace where workspace_id = named.workspace_id)
  ) then
    raise exception 'rows of an unknown workspace in %', tg_table_name using errcode = 'foreign_key_violation';
  end if;
  return null;
end
$$;
create trigger rows_of_known_workspaces after insert on payload_bulk
  referencing new table as added for each statement execute function daybook_known_workspaces_only();

-- The workspace of the transaction is read once for a COPY, not once for each of its rows.
create or replace function daybook_own_rows_only() returns trigger
language plpgsql as $$
declare
  own uuid := nullif(current_setting('daybook.workspace', true), '')::uuid;
begin
  if current_user <> 'daybook_system' and exists (select from added where workspace_id is distinct from own) then
    raise exception 'rows of another workspace in %', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
