-- Two roles that own nothing: one sees a single workspace, one sees all of them. Neither bypasses row level security.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['daybook_app', 'daybook_system'] loop
    begin
      execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
    exception when duplicate_object or unique_violation then
      null; -- roles belong to the whole server: another database of it has made them, perhaps this very moment
    end;
  end loop;
end
$$;

do $$ begin execute format('grant daybook_app, daybook_system to %I', current_user); end $$;
grant usage on schema public to daybook_app, daybook_system;

-- Closes a table to everything but the workspace set for the transaction; the system role sees all rows.
create function daybook_isolate(target regclass, rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy workspace_only on %s to daybook_app using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::uuid) with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::uuid)',
    target);
  execute format('create policy system_all on %s to daybook_system using (true) with check (true)', target);
  execute format('grant %s on %s to daybook_app, daybook_system', rights, target);
end
$$;

-- A table outside all workspaces: only the system role may touch it.
create function daybook_global(target regclass, rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy system_all on %s to daybook_system using (true) with check (true)', target);
  execute format('grant %s on %s to daybook_system', rights, target);
end
$$;

-- COPY does not work under row level security, so a table that is filled in bulk is one partition below the table that
-- everyone reads. The partition takes inserts only, and refuses rows of any other workspace.
create function daybook_own_rows_only() returns trigger
language plpgsql as $$
begin
  if current_user <> 'daybook_system' and exists (
    select from added where workspace_id is distinct from nullif(current_setting('daybook.workspace', true), '')::uuid
  ) then
    raise exception 'rows of another workspace in %', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;

create function daybook_bulk(target regclass, kind text default '') returns void
language plpgsql as $$
begin
  execute format('create %s table %s_bulk partition of %s default', kind, target, target);
  execute format(
    'create trigger own_rows_only after insert on %s_bulk referencing new table as added for each statement execute function daybook_own_rows_only()',
    target);
  execute format('grant insert on %s_bulk to daybook_app, daybook_system', target);
end
$$;

-- Refuses to change or remove rows, whoever asks.
create function daybook_append_only() returns trigger
language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$$;

-- One organisation's data. Not rebuilt from the ledger: each log belongs to the workspace named here.
create table workspace (
  workspace_id uuid primary key,
  slug text collate "C" not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 120),
  zone text not null default 'UTC',
  is_sample boolean not null default false,
  created_at timestamptz not null
);
select daybook_isolate('workspace', 'select, insert, update');

-- Small facts about this installation, such as whether setup is done. Not in the ledger: they hold for no workspace.
create table installation_setting (
  name text collate "C" primary key,
  value jsonb not null
);
select daybook_global('installation_setting');
