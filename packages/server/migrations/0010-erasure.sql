-- Erasure: payloads and keys are destroyed, entries and proofs stay. Only this role may destroy, and nobody inherits it:
-- the erasure's own transaction takes it for the statements that need it.
do $$
begin
  begin
    create role daybook_eraser nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  exception when duplicate_object or unique_violation then
    null; -- roles belong to the whole server: another database of it has made them, perhaps this very moment
  end;
  begin
    alter role daybook_app noinherit;
  exception when insufficient_privilege or internal_error then
    null; -- set by another database of this server at the same moment
  end;
  begin
    grant daybook_eraser to daybook_app;
  exception when unique_violation or internal_error then
    null;
  end;
end
$$;
do $$ begin execute format('grant daybook_eraser to %I', current_user); end $$;
grant usage on schema public to daybook_eraser;

create function daybook_erasable(target regclass, rights text) returns void
language plpgsql as $$
begin
  execute format('revoke delete, update on %s from daybook_app, daybook_system', target);
  execute format(
    'create policy workspace_erasure on %s to daybook_eraser using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::uuid) with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::uuid)',
    target);
  execute format('grant %s on %s to daybook_eraser', rights, target);
end
$$;
select daybook_erasable('payload', 'select, delete, update (key_id, sealed)');
select daybook_erasable('data_key', 'select, delete');

-- A key is durable before the transaction that asked for it commits, also when that one makes the workspace.
alter table data_key drop constraint data_key_workspace_id_fkey;

-- Keys that must never open anything again, so that a key that comes back from an older archive is destroyed again. Derived
-- from payload.erased for subjects; for shared keys it is the one record of them.
create table destroyed_key (
  workspace_id uuid not null references workspace,
  key_id uuid not null,
  destroyed_at timestamptz not null,
  primary key (workspace_id, key_id)
);
select daybook_isolate('destroyed_key', 'select, insert');

-- Requests for erasure and what became of them. Derived from erasure.requested, erasure.declined and payload.erased. Who asks
-- never approves, and only a person does.
create table erasure (
  workspace_id uuid not null references workspace,
  erasure_id text collate "C" not null,
  subject_id text collate "C" check (subject_id ~ '^sub_[0-9a-f-]{36}$'),
  positions bigint[] not null,
  legal_basis text collate "C" not null,
  reason text not null check (length(reason) between 1 and 2000),
  requested_by text collate "C" not null,
  requested_at timestamptz not null,
  request_position bigint not null,
  state text collate "C" not null check (state in ('requested', 'approved', 'declined')),
  decided_by text collate "C",
  decided_at timestamptz,
  -- Payloads destroyed, and the entries that say so.
  erased_payloads bigint not null default 0,
  entries bigint[] not null default '{}',
  -- When the files around the database were cleared too: written anew, or removed.
  cleared_at timestamptz,
  primary key (workspace_id, erasure_id),
  check ((subject_id is null) = (cardinality(positions) > 0)),
  check ((state = 'requested') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint erasure_needs_a_second_person check (state <> 'approved' or decided_by <> requested_by)
);
create index erasure_by_state on erasure (workspace_id, state, erasure_id);
select daybook_isolate('erasure', 'select, insert, update');

-- What stops erasure while it lasts. Derived from hold.placed and hold.lifted.
create table legal_hold (
  workspace_id uuid not null references workspace,
  hold_id text collate "C" not null,
  scope_kind text collate "C" not null check (scope_kind in ('all', 'subject', 'population')),
  subject_id text collate "C",
  population text collate "C",
  population_scope text collate "C",
  reason text not null check (length(reason) between 1 and 2000),
  placed_by text collate "C" not null,
  placed_at timestamptz not null,
  position bigint not null,
  lifted_by text collate "C",
  lifted_at timestamptz,
  lift_position bigint,
  primary key (workspace_id, hold_id),
  check ((scope_kind = 'subject') = (subject_id is not null)),
  check ((scope_kind = 'population') = (population is not null) and (population is null) = (population_scope is null)),
  check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_position is null)),
  constraint hold_needs_a_second_person check (lifted_by <> placed_by)
);
create index legal_hold_in_force on legal_hold (workspace_id, hold_id) where lifted_at is null;
select daybook_isolate('legal_hold', 'select, insert, update');

-- A decision is taken once, and by a person who is a member: not by a service, not by the system.
create function daybook_person_decides() returns trigger
language plpgsql as $$
declare
  decider text := case tg_table_name when 'erasure' then to_jsonb(new) ->> 'decided_by' else to_jsonb(new) ->> 'lifted_by' end;
  decided_before text := case when tg_op = 'INSERT' then null
    when tg_table_name = 'erasure' then to_jsonb(old) ->> 'decided_by' else to_jsonb(old) ->> 'lifted_by' end;
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'cleared_at' = to_jsonb(old) - 'cleared_at' then
    return new; -- what lies around the tables was cleared; nothing is decided
  end if;
  if decided_before is not null then
    raise exception 'a decision is taken once' using errcode = 'restrict_violation';
  end if;
  if decider is not null and not exists (
    select from membership m
    where m.workspace_id = new.workspace_id and m.subject_id = decider and m.role = 'owner'
  ) then
    raise exception 'only a person who owns the workspace decides' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger person_decides before insert or update on erasure
  for each row execute function daybook_person_decides();
create trigger person_decides before insert or update on legal_hold
  for each row execute function daybook_person_decides();

-- Which payloads were erased, and the entry that says so. Derived from payload.erased.
create table erased_payload (
  workspace_id uuid not null references workspace,
  position bigint not null,
  by_position bigint not null,
  -- Of a record: the item it told of, so that the facts can be rebuilt with a gap where it was.
  kind text collate "C",
  scope text collate "C",
  key text collate "C",
  primary key (workspace_id, position)
);
select daybook_isolate('erased_payload', 'select, insert');

-- A fact whose payload was erased keeps its place and loses its value.
alter table fact add column is_erased boolean not null default false;
create index fact_erased on fact (workspace_id, kind, scope) where is_erased;
