-- Sign-ins. Tables and columns follow the schema of better-auth 1.7.5 (user, session, account, verification) under our
-- names; the library reads and writes them through the system role. Not in the ledger: they are credentials of this
-- installation and belong to no workspace. Who acted in a workspace is in its ledger, under a pseudonym.
create table auth_user (
  id text collate "C" primary key,
  name text not null,
  email text collate "C" not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
select daybook_global('auth_user');

create table auth_session (
  id text collate "C" primary key,
  expires_at timestamptz not null,
  token text collate "C" not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  -- Kept empty: addresses and browsers of people are not recorded.
  ip_address text,
  user_agent text,
  user_id text collate "C" not null references auth_user on delete cascade
);
create index auth_session_user on auth_session (user_id);
create index auth_session_expires on auth_session (expires_at);
select daybook_global('auth_session');

create table auth_account (
  id text collate "C" primary key,
  account_id text not null,
  provider_id text not null,
  user_id text collate "C" not null references auth_user on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- scrypt, salted
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index auth_account_user on auth_account (user_id);
select daybook_global('auth_account');

create table auth_verification (
  id text collate "C" primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index auth_verification_identifier on auth_verification (identifier);
select daybook_global('auth_verification');

-- The one link that makes the first administrator: only its SHA-256 is kept, and using it removes the row.
create table setup_link (
  token_digest bytea primary key check (length(token_digest) = 32),
  expires_at timestamptz not null
);
select daybook_global('setup_link');

-- Who may act in a workspace, and as what. `user_id` is a row of auth_user, or `os:<uid>` for the command line of an
-- operating-system user; so it has no foreign key. The ledger holds `member.added` and, under the subject's own key,
-- `identity.recorded` at `identity_position`; the link from a sign-in to its pseudonym is kept only here.
create table membership (
  workspace_id uuid not null references workspace,
  user_id text collate "C" not null,
  role text collate "C" not null check (role in ('owner', 'reader', 'service')),
  subject_id text collate "C" not null check (subject_id ~ '^sub_[0-9a-f-]{36}$'),
  identity_position bigint not null,
  identity_entry text collate "C" not null,
  created_position bigint not null,
  created_at timestamptz not null,
  primary key (workspace_id, user_id),
  unique (workspace_id, subject_id),
  check ((role = 'service') = (user_id like 'os:%'))
);
create index membership_user on membership (user_id, workspace_id);
select daybook_isolate('membership', 'select, insert');
