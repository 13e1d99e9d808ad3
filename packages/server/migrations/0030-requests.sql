-- Who asked for access and who said yes; what appeared; who changed their role; what each role may hold.

-- Access somebody asks for, for themselves or another. Derived from access-request.made, .approved, .declined and .withdrawn.
create table access_request (
  workspace_id uuid not null references workspace,
  request_id text collate "C" not null check (request_id ~ '^acr_'),
  subject text collate "C" not null check (subject ~ '^sub_[0-9a-f-]{36}$'),
  system text collate "C" not null check (length(system) between 1 and 200),
  role text not null check (length(role) between 1 and 200),
  rights text[] not null check (rights <@ array['administer', 'export', 'connect', 'publish']),
  reason text not null check (length(reason) between 1 and 2000),
  -- Asked because the access was there already; the grant it is about.
  about_grant text collate "C",
  until_at timestamptz,
  state text collate "C" not null check (state in ('waiting', 'approved', 'declined', 'withdrawn')),
  requested_by text collate "C" not null check (requested_by ~ '^sub_'),
  requested_at timestamptz not null,
  decided_by text collate "C" check (decided_by ~ '^sub_'),
  decided_at timestamptz,
  -- Of the newest entry about it, and of the one that asked.
  position bigint not null,
  made_position bigint not null,
  primary key (workspace_id, request_id),
  check ((decided_by is null) = (state = 'waiting')),
  check ((decided_by is null) = (decided_at is null)),
  constraint request_is_approved_by_somebody_else check (
    state <> 'approved' or (decided_by <> requested_by and decided_by <> subject)),
  constraint request_is_declined_by_somebody_else check (state <> 'declined' or decided_by <> subject),
  constraint request_is_withdrawn_by_its_author check (state <> 'withdrawn' or decided_by = requested_by)
);
create index access_request_of_subject on access_request (workspace_id, subject, system);
select daybook_isolate('access_request', 'select, insert, update');

-- What was decided once stays what it is; words that were erased say so.
create function daybook_request_once() returns trigger
language plpgsql as $$
begin
  if old.state <> 'waiting' and (new.state, new.decided_by, new.decided_at, new.rights, new.system, new.subject)
    is distinct from (old.state, old.decided_by, old.decided_at, old.rights, old.system, old.subject)
    or old.state <> 'waiting' and new.role not in (old.role, 'erased') then
    raise exception 'a request is decided once' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger request_once before update on access_request
  for each row execute function daybook_request_once();

-- Within how many days of its approval an access may appear. Derived from access-request-days.changed.
create table access_request_setting (
  workspace_id uuid primary key references workspace,
  days integer not null check (days between 1 and 90),
  position bigint not null
);
select daybook_isolate('access_request_setting', 'select, insert, update');

-- Grants that appeared after the first whole list of them, each time that they did. Derived from the facts.
create table access_gain (
  workspace_id uuid not null references workspace,
  system text collate "C" not null,
  grant_name text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  holder text collate "C" not null check (holder ~ '^sub_'),
  role text collate "C" not null,
  -- Null: the source does not explain the role.
  rights text[],
  last_absent_at timestamptz not null,
  first_seen_at timestamptz not null,
  was_whole_before boolean not null,
  first_position bigint not null,
  primary key (workspace_id, system, grant_name, first_position)
);
create index access_gain_newest on access_gain (workspace_id, first_seen_at desc, system, grant_name);
select daybook_isolate('access_gain');

create table mover_cursor (
  workspace_id uuid not null references workspace,
  room text collate "C" not null,
  position bigint not null,
  primary key (workspace_id, room)
);
select daybook_isolate('mover_cursor');

-- What each person's role, employer and manager were when last told. Derived from facts of the kind person.
create table role_held (
  workspace_id uuid not null references workspace,
  person text collate "C" not null check (person ~ '^sub_'),
  role text collate "C",
  employer text collate "C",
  manager text collate "C",
  primary key (workspace_id, person)
);
create index role_held_manager on role_held (workspace_id, manager);
select daybook_isolate('role_held');

-- Somebody got another role, employer or team; what they held then has to go or be approved again. Derived from
-- role-change.seen.
create table role_change (
  workspace_id uuid not null references workspace,
  change_id text collate "C" not null check (change_id ~ '^chg_'),
  person text collate "C" not null check (person ~ '^sub_'),
  fields text[] not null check (cardinality(fields) > 0 and fields <@ array['role', 'employer', 'manager']),
  before jsonb not null,
  after jsonb not null,
  seen_at timestamptz not null,
  due_at timestamptz not null,
  rights integer not null check (rights >= 0),
  position bigint not null,
  primary key (workspace_id, change_id)
);
select daybook_isolate('role_change', 'select, insert, update');

-- Which dangerous rights a role may hold on a system. Derived from role-template.changed.
create table role_template (
  workspace_id uuid not null references workspace,
  role text collate "C" not null check (length(role) between 1 and 200),
  system text collate "C" not null check (length(system) between 1 and 200),
  rights text[] not null check (rights <@ array['administer', 'export', 'connect', 'publish']),
  changed_by text collate "C" not null,
  position bigint not null,
  primary key (workspace_id, role, system)
);
select daybook_isolate('role_template');
