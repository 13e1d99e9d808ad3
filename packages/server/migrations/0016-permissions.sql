-- Roles beside owner and reader, and what changes them: somebody's own role, grants for a time and in a scope, removal.
alter table membership drop constraint membership_role_check;
alter table membership add constraint membership_role_check check (role in ('owner', 'isms-owner', 'administrator',
  'control-owner', 'manager', 'support-lead', 'agent', 'moderator', 'engineer', 'employee', 'auditor', 'buyer', 'reader',
  'service'));
grant update (role), delete on membership to daybook_app, daybook_system;

-- Who belonged to a workspace once. Derived from member.removed, but for the sign-in; whoever comes back is recorded as new.
create table former_membership (
  workspace_id uuid not null references workspace,
  user_id text collate "C" not null,
  subject_id text collate "C" not null,
  identity_position bigint not null,
  identity_entry text collate "C" not null,
  removed_at timestamptz not null,
  removed_position bigint not null,
  primary key (workspace_id, subject_id)
);
select daybook_isolate('former_membership', 'select, insert');

-- What somebody is given beside their own role (`grant`), or instead of it (`own-role`, asked for and not yet approved).
-- Derived from grant.requested, grant.given, grant.declined and grant.ended. The scope names what the grant is limited to.
create table access_grant (
  workspace_id uuid not null references workspace,
  grant_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('grant', 'own-role')),
  subject_id text collate "C" not null check (subject_id ~ '^sub_[0-9a-f-]{36}$'),
  role text collate "C" not null check (role in ('owner', 'isms-owner', 'administrator', 'control-owner', 'manager',
    'support-lead', 'agent', 'moderator', 'engineer', 'employee', 'auditor', 'buyer', 'reader')),
  scope jsonb not null check (jsonb_typeof(scope) = 'object'),
  reason text not null check (length(reason) between 1 and 2000),
  valid_from timestamptz not null,
  valid_until timestamptz,
  state text collate "C" not null check (state in ('waiting', 'given', 'declined', 'ended')),
  requested_by text collate "C" not null,
  requested_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  ended_at timestamptz,
  position bigint not null,
  primary key (workspace_id, grant_id),
  check (valid_until > valid_from),
  check (kind = 'grant' or (scope = '{}'::jsonb and valid_until is null)),
  check ((decided_by is null) = (decided_at is null)),
  constraint grant_is_for_somebody_else check (requested_by <> subject_id),
  constraint grant_needs_a_second_person check (decided_by is null or state = 'declined'
    or (decided_by <> requested_by and decided_by <> subject_id))
);
create index access_grant_of_subject on access_grant (workspace_id, subject_id) where state in ('waiting', 'given');
select daybook_isolate('access_grant', 'select, insert, update');

-- Owner, administrator, auditor and whatever names a sensitivity are given by two people, as far as there are two: alone only
-- by the one owner there is. The second is an owner. What was given, declined or ended stays what it is.
create function daybook_grant_by_two() returns trigger
language plpgsql as $$
declare
  weighty boolean := new.role in ('owner', 'administrator', 'auditor') or new.scope ? 'sensitivity';
begin
  perform pg_advisory_xact_lock(7400, 3);
  if tg_op = 'UPDATE' and (
    old.state in ('declined', 'ended') or (old.state = 'given' and new.state <> 'ended')
    or (new.kind, new.subject_id, new.role, new.scope, new.valid_from, new.requested_by)
      is distinct from (old.kind, old.subject_id, old.role, old.scope, old.valid_from, old.requested_by)
  ) then
    raise exception 'a grant is decided once and never rewritten' using errcode = 'restrict_violation';
  end if;
  if new.state <> 'given' or (tg_op = 'UPDATE' and old.state = 'given') then
    return new;
  end if;
  if new.decided_by is not null and not exists (
    select from membership m
    where m.workspace_id = new.workspace_id and m.subject_id = new.decided_by and m.role = 'owner'
  ) then
    raise exception 'only a person who owns the workspace approves a grant' using errcode = 'restrict_violation';
  end if;
  if weighty and new.decided_by is null and (
    not exists (
      select from membership m
      where m.workspace_id = new.workspace_id and m.subject_id = new.requested_by and m.role = 'owner')
    or exists (
      select from membership m
      where m.workspace_id = new.workspace_id and m.role = 'owner'
        and m.subject_id not in (new.requested_by, new.subject_id))
  ) then
    raise exception 'this grant needs a second person' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger grant_by_two before insert or update on access_grant
  for each row execute function daybook_grant_by_two();

-- A workspace that has an owner keeps one; and nobody becomes owner, administrator or auditor by a change of their row alone.
create function daybook_membership_guard() returns trigger
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7400, 3);
  if tg_op = 'UPDATE' and new.role in ('owner', 'administrator', 'auditor') and new.role <> old.role and not exists (
    select from access_grant g
    where g.workspace_id = new.workspace_id and g.subject_id = new.subject_id and g.kind = 'own-role'
      and g.role = new.role and g.state = 'given'
  ) then
    raise exception 'this role needs a grant' using errcode = 'restrict_violation';
  end if;
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') and not exists (
    select from membership m
    where m.workspace_id = old.workspace_id and m.role = 'owner' and m.user_id <> old.user_id
  ) then
    raise exception 'the last owner stays' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger membership_guard before update or delete on membership
  for each row execute function daybook_membership_guard();

-- The permission model each workspace was told of last. Derived from permissions.changed.
create table permission_model (
  workspace_id uuid primary key references workspace,
  version text collate "C" not null check (version ~ '^[0-9a-f]{64}$'),
  position bigint not null
);
select daybook_isolate('permission_model', 'select, insert, update');
