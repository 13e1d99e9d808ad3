-- Passkeys. Columns follow the schema of @better-auth/passkey 1.7.5, which reads and writes them through the system role. Not
-- in the ledger: they are credentials of this installation and belong to no workspace; only the public half is here.
create table auth_passkey (
  id text collate "C" primary key,
  name text check (length(name) between 1 and 120),
  public_key text not null,
  user_id text collate "C" not null references auth_user on delete cascade,
  credential_id text collate "C" not null unique,
  -- The authenticator's own count of uses at the last sign-in that was accepted.
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz not null,
  aaguid text,
  last_used_at timestamptz,
  -- Set once a counter ran backwards: somebody holds a copy. Refused from then on, until its owner removes it.
  refused_at timestamptz
);
create index auth_passkey_user on auth_passkey (user_id);
select daybook_global('auth_passkey');

-- API keys: a program's way in, in one workspace, for one person. Not rebuilt from the ledger: the digest is a credential; who
-- made the key, for what and until when is in api-key.created, its end in api-key.ended. Only SHA-256 of the key is kept (it
-- is random, 64 letters long), and its first letters for people to know it by.
create table api_key (
  workspace_id uuid not null references workspace,
  key_id text collate "C" not null,
  digest text collate "C" not null check (length(digest) = 43),
  first_letters text collate "C" not null,
  name text not null check (length(name) between 1 and 120),
  user_id text collate "C" not null,
  subject_id text collate "C" not null check (subject_id ~ '^sub_[0-9a-f-]{36}$'),
  scopes text[] not null check (cardinality(scopes) between 1 and 200),
  -- Whether its owner had shown a second factor when it was made.
  has_second_factor boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_why text collate "C" check (ended_why in ('taken-back', 'expired', 'access-ended')),
  position bigint not null,
  primary key (workspace_id, key_id),
  unique (workspace_id, digest),
  check (expires_at > created_at and expires_at <= created_at + interval '366 days'),
  check ((ended_at is null) = (ended_why is null))
);
create index api_key_owner on api_key (workspace_id, subject_id, key_id);
create index api_key_open on api_key (workspace_id, expires_at) where ended_at is null;
create index api_key_user on api_key (user_id) where ended_at is null;
select daybook_isolate('api_key', 'select, insert, update');

-- What ended stays ended, and nobody widens a key that exists.
create function daybook_api_key_guard() returns trigger
language plpgsql as $$
begin
  if old.ended_at is not null or (new.digest, new.user_id, new.subject_id, new.scopes, new.has_second_factor, new.created_at,
      new.expires_at) is distinct from (old.digest, old.user_id, old.subject_id, old.scopes, old.has_second_factor,
      old.created_at, old.expires_at) then
    raise exception 'a key is made once and ended once' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger api_key_guard before update on api_key for each row execute function daybook_api_key_guard();

-- How often a key was used, by the day of its workspace. Derived from nothing: `position` is the entry that says it, null until
-- the day is over.
create table api_key_use (
  workspace_id uuid not null references workspace,
  key_id text collate "C" not null,
  used_on date not null,
  uses bigint not null check (uses > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  position bigint,
  primary key (workspace_id, key_id, used_on),
  foreign key (workspace_id, key_id) references api_key
);
create index api_key_use_open on api_key_use (workspace_id, used_on) where position is null;
select daybook_isolate('api_key_use', 'select, insert, update');
