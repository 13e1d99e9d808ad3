-- What a session was opened with, a second factor beside the password, what a workspace asks of sign-ins, limits that several
-- processes share, and links that let somebody choose a new password.
alter table auth_session
  add column method text collate "C" not null default 'password'
    check (method in ('password', 'passkey', 'sso', 'break-glass')),
  -- The identity provider that vouched for it; null for the other ways in.
  add column provider_id text collate "C",
  -- When a second factor was shown in this session; null while none was.
  add column second_factor_at timestamptz,
  -- Coarse, for people to know their devices by: "Firefox on Linux". Never an address, never a whole user agent.
  add column device text collate "C" check (length(device) <= 80),
  add column last_seen_at timestamptz not null default current_timestamp;

alter table auth_user
  add column two_factor_enabled boolean not null default false,
  -- When screens of theirs were last to be closed: every process looks, and closes its own.
  add column screens_ended_at timestamptz;

-- The second factor of a sign-in, after the schema of better-auth 1.7.5 (two-factor). Secret and recovery codes are encrypted
-- by the library under a key that lies outside the database.
create table auth_two_factor (
  id text collate "C" primary key,
  user_id text collate "C" not null unique references auth_user on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  -- Ours: the newest step of 30 seconds whose code was accepted, so that no code works twice (RFC 6238 section 5.2).
  last_step bigint not null default 0
);
select daybook_global('auth_two_factor');

-- What a workspace asks of the sessions that enter it. Without a row the defaults hold. Derived from sign-in-policy.changed.
create table sign_in_policy (
  workspace_id uuid primary key references workspace,
  enforce_sso boolean not null default false,
  provider_id text collate "C",
  require_second_factor boolean not null default true,
  session_hours integer not null default 168 check (session_hours between 1 and 8760),
  position bigint not null,
  check (not enforce_sso or provider_id is not null)
);
select daybook_isolate('sign_in_policy', 'select, insert, update, delete');

-- Tries to get in, by the keyed digest of what is limited, in a window. Shared by all processes; rows past their window are
-- removed as others come, so the table stays as small as what happened in the last minutes. No part of the ledger: digests only.
create table sign_in_try (
  key_digest bytea primary key check (length(key_digest) = 32),
  window_ends_at timestamptz not null,
  tries integer not null check (tries > 0)
);
create index sign_in_try_window on sign_in_try (window_ends_at);
select daybook_global('sign_in_try');

-- Failed sign-ins of the last minutes, until each minute is over and became one entry in the ledgers of the account. At most a
-- handful of sources per account and minute are told apart; the others are counted together.
create table sign_in_failure (
  user_id text collate "C" not null references auth_user on delete cascade,
  source text collate "C" not null check (length(source) <= 40),
  minute timestamptz not null,
  failures bigint not null check (failures > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (user_id, minute, source)
);
create index sign_in_failure_minute on sign_in_failure (minute);
select daybook_global('sign_in_failure');

-- Links by which a member chooses a new password, with the second factor anew. Only the SHA-256 of the token is kept. Derived
-- from reset.requested, reset.given, reset.used and reset.ended, but for the token.
create table sign_in_reset (
  workspace_id uuid not null references workspace,
  reset_id text collate "C" not null,
  subject_id text collate "C" not null check (subject_id ~ '^sub_[0-9a-f-]{36}$'),
  state text collate "C" not null check (state in ('waiting', 'given', 'used', 'ended')),
  requested_by text collate "C" not null,
  requested_at timestamptz not null,
  decided_by text collate "C",
  token_digest bytea unique check (length(token_digest) = 32),
  expires_at timestamptz not null,
  primary key (workspace_id, reset_id),
  check ((state = 'given') = (token_digest is not null)),
  constraint reset_is_for_somebody_else check (requested_by <> subject_id and decided_by is distinct from subject_id),
  constraint reset_needs_another_person check (decided_by is distinct from requested_by)
);
create index sign_in_reset_of_subject on sign_in_reset (workspace_id, subject_id) where state in ('waiting', 'given');
select daybook_isolate('sign_in_reset', 'select, insert, update');
