-- SCIM 2.0 (RFC 7643, 7644): people and groups that an identity provider keeps in one workspace.

-- The one SCIM client of a workspace. `subject_id` is who it is in the ledger; the counts of refused calls are no facts.
create table scim_provider (
  workspace_id uuid not null references workspace,
  provider_id text collate "C" not null check (provider_id ~ '^scp_[0-9a-f-]{36}$'),
  subject_id text collate "C" not null check (subject_id ~ '^sub_[0-9a-f-]{36}$'),
  made_at timestamptz not null,
  last_call_at timestamptz,
  last_change_at timestamptz,
  refused_calls bigint not null default 0,
  last_refused_at timestamptz,
  primary key (workspace_id)
);
create index scim_provider_by_id on scim_provider (provider_id);
select daybook_isolate('scim_provider', 'select, insert, update');

-- Tokens of that client: only SHA-256 of the token is kept. Derived from scim-token.created and scim-token.ended.
create table scim_token (
  workspace_id uuid not null references scim_provider,
  token_id text collate "C" not null,
  digest bytea not null check (length(digest) = 32),
  made_by text collate "C" not null,
  made_at timestamptz not null,
  -- Moved forward, never back: a new token leaves the one before a day.
  expires_at timestamptz not null,
  ended_at timestamptz,
  last_used_at timestamptz,
  position bigint not null,
  primary key (workspace_id, token_id),
  check (expires_at > made_at)
);
select daybook_isolate('scim_token', 'select, insert, update');

create function daybook_scim_token_ends() returns trigger
language plpgsql as $$
begin
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at
    or new.expires_at > old.expires_at
    or (new.digest, new.made_by, new.made_at) is distinct from (old.digest, old.made_by, old.made_at)
  then
    raise exception 'a token is made once and only ends' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger scim_token_ends before update on scim_token
  for each row execute function daybook_scim_token_ends();

-- People as the provider describes them: what it asks for again, nothing else it sends. Not in the ledger, because the
-- provider may ask for them by name: like the sign-in, these values lie beside it and go with the person's erasure. Keys are
-- the same values in small letters. Somebody deactivated has no membership; what it was is kept in the last columns.
create table scim_user (
  workspace_id uuid not null references scim_provider,
  scim_id text collate "C" not null check (scim_id ~ '^scu_[0-9a-f-]{36}$'),
  user_id text collate "C" not null,
  subject_id text collate "C" not null,
  external_id text collate "C",
  user_name text not null check (length(user_name) between 1 and 320),
  user_name_key text collate "C" not null,
  display_name text,
  display_name_key text collate "C",
  formatted_name text,
  formatted_name_key text collate "C",
  given_name text,
  given_name_key text collate "C",
  family_name text,
  family_name_key text collate "C",
  is_active boolean not null,
  -- The sign-in was made through SCIM for this workspace.
  made_sign_in boolean not null,
  -- The role SCIM gave last; null where people gave it, and then groups do not move it.
  given_role text collate "C",
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  kept_role text collate "C",
  kept_identity_position bigint,
  kept_identity_entry text collate "C",
  kept_created_position bigint,
  kept_created_at timestamptz,
  primary key (workspace_id, scim_id),
  unique (workspace_id, user_name_key),
  unique (workspace_id, user_id),
  unique (workspace_id, subject_id),
  check (is_active = (kept_role is null))
);
create index scim_user_external on scim_user (workspace_id, external_id);
create index scim_user_display on scim_user (workspace_id, display_name_key);
select daybook_isolate('scim_user');

create table scim_email (
  workspace_id uuid not null,
  scim_id text collate "C" not null,
  place integer not null,
  value text not null check (length(value) between 1 and 320),
  value_key text collate "C" not null,
  kind text collate "C",
  is_primary boolean not null,
  primary key (workspace_id, scim_id, place),
  foreign key (workspace_id, scim_id) references scim_user on delete cascade
);
create index scim_email_value on scim_email (workspace_id, value_key);
select daybook_isolate('scim_email');

-- Groups of the provider, and the role their members get. A weighty role counts only once a second person said yes. What is
-- mapped is derived from scim-group.mapped; the rest is the provider's.
create table scim_group (
  workspace_id uuid not null references scim_provider,
  group_id text collate "C" not null check (group_id ~ '^scg_[0-9a-f-]{36}$'),
  external_id text collate "C",
  display_name text not null check (length(display_name) between 1 and 500),
  display_name_key text collate "C" not null,
  role text collate "C" check (role in ('owner', 'isms-owner', 'administrator', 'control-owner', 'manager', 'support-lead',
    'agent', 'moderator', 'engineer', 'employee', 'auditor', 'buyer', 'reader')),
  mapped_by text collate "C",
  approved_by text collate "C",
  mapped_at timestamptz,
  asked_role text collate "C",
  asked_by text collate "C",
  asked_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace_id, group_id),
  unique (workspace_id, display_name_key),
  check ((role is null) = (mapped_by is null)),
  check ((asked_role is null) = (asked_by is null)),
  constraint weighty_mapping_needs_a_second_person check (role is null or role not in ('owner', 'administrator', 'auditor')
    or (approved_by is not null and approved_by <> mapped_by))
);
create index scim_group_external on scim_group (workspace_id, external_id);
select daybook_isolate('scim_group');

create table scim_group_member (
  workspace_id uuid not null,
  group_id text collate "C" not null,
  scim_id text collate "C" not null,
  primary key (workspace_id, group_id, scim_id),
  foreign key (workspace_id, group_id) references scim_group on delete cascade,
  foreign key (workspace_id, scim_id) references scim_user on delete cascade
);
create index scim_group_member_of on scim_group_member (workspace_id, scim_id);
select daybook_isolate('scim_group_member');

-- Every operation the client asked for, the newest of them. Changes are in the ledger as well; this shows what was asked.
create table scim_log (
  workspace_id uuid not null references scim_provider,
  log_id text collate "C" not null,
  at timestamptz not null,
  operation text collate "C" not null,
  subject_id text collate "C",
  group_id text collate "C",
  status integer not null check (status between 100 and 599),
  outcome text collate "C" not null check (length(outcome) between 1 and 300),
  primary key (workspace_id, log_id)
);
select daybook_isolate('scim_log', 'select, insert, delete');

-- The same person under a changed name or address: the newest identity is the one that is shown.
grant update (identity_position, identity_entry) on membership to daybook_app, daybook_system;
