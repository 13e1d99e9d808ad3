-- Sign-in through identity providers, changes of the sign-in policy, sealed accounts for the day a provider is down.

-- Who vouches for members of one workspace. Derived from identity-provider.added, .approved and .removed, but for the sealed
-- secret and the last test, which are no facts. `settings` holds nothing secret.
create table identity_provider (
  workspace_id uuid not null references workspace,
  provider_id text collate "C" not null check (provider_id ~ '^idp_[0-9a-f-]{36}$'),
  kind text collate "C" not null check (kind in ('oidc', 'saml')),
  name text not null check (length(name) between 1 and 200),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  -- Sealed by the master key under the id of the provider.
  secret bytea,
  -- The provider says in its answers whether somebody showed a second factor, and is believed.
  asserts_second_factor boolean not null,
  -- Whoever it vouches for and nobody added yet becomes an employee.
  adds_members boolean not null,
  state text collate "C" not null check (state in ('waiting', 'active')),
  requested_by text collate "C" not null,
  requested_at timestamptz not null,
  approved_by text collate "C",
  approved_at timestamptz,
  position bigint not null,
  last_test jsonb,
  primary key (workspace_id, provider_id),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by is null or state = 'active'),
  constraint provider_needs_a_second_person check (approved_by <> requested_by)
);
create index identity_provider_by_id on identity_provider (provider_id);
select daybook_isolate('identity_provider');

-- Mail domains a provider may vouch for; counted only once the domain itself said so.
create table provider_domain (
  workspace_id uuid not null,
  provider_id text collate "C" not null,
  domain text collate "C" not null check (domain = lower(domain) and length(domain) between 3 and 253),
  verified_at timestamptz,
  position bigint,
  primary key (workspace_id, provider_id, domain),
  foreign key (workspace_id, provider_id) references identity_provider on delete cascade,
  check ((verified_at is null) = (position is null))
);
create index provider_domain_by_name on provider_domain (domain);
select daybook_isolate('provider_domain');

-- Which sign-in stands for whom the provider knows; by a keyed digest of its issuer and subject. Not in the ledger: a credential.
create table federated_identity (
  workspace_id uuid not null,
  provider_id text collate "C" not null,
  identity_digest bytea not null check (length(identity_digest) = 32),
  user_id text collate "C" not null references auth_user on delete cascade,
  linked_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (workspace_id, provider_id, identity_digest),
  unique (workspace_id, provider_id, user_id),
  foreign key (workspace_id, provider_id) references identity_provider on delete cascade
);
create index federated_identity_of_user on federated_identity (user_id);
select daybook_isolate('federated_identity');

-- One walk to a provider and back, used once: found by the digest of its state, bound to one browser by the digest of a
-- cookie. Lives ten minutes, in the database so that any process may take it up. Not in the ledger: it is no event yet.
create table auth_sso_attempt (
  attempt_digest bytea primary key check (length(attempt_digest) = 32),
  workspace_id uuid not null references workspace,
  provider_id text collate "C" not null,
  purpose text collate "C" not null check (purpose in ('sign-in', 'test')),
  browser_digest bytea not null check (length(browser_digest) = 32),
  -- What must come back: nonce and code verifier, or the id of the request. Sealed.
  expected bytea not null,
  -- What SAML has proven and the browser has not yet fetched. Sealed; null until then.
  proven bytea,
  return_to text not null,
  asked_by text collate "C",
  expires_at timestamptz not null
);
create index auth_sso_attempt_expires on auth_sso_attempt (expires_at);
select daybook_global('auth_sso_attempt');

-- Assertions that were used, until they could not be used any more: no process accepts one twice.
create table auth_saml_assertion (
  provider_id text collate "C" not null,
  assertion_digest bytea not null check (length(assertion_digest) = 32),
  expires_at timestamptz not null,
  primary key (provider_id, assertion_digest)
);
create index auth_saml_assertion_expires on auth_saml_assertion (expires_at);
select daybook_global('auth_saml_assertion');

-- Changes of the sign-in policy, the ones that wait too. Derived from sign-in-policy.requested, .changed and .declined.
create table sign_in_policy_change (
  workspace_id uuid not null references workspace,
  change_id text collate "C" not null,
  before jsonb not null,
  after jsonb not null,
  is_weaker boolean not null,
  reason text not null check (length(reason) between 1 and 2000),
  state text collate "C" not null check (state in ('waiting', 'applied', 'declined')),
  requested_by text collate "C" not null,
  requested_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  position bigint not null,
  primary key (workspace_id, change_id),
  check ((decided_by is null) = (decided_at is null)),
  constraint weaker_sign_in_needs_a_second_person check (state <> 'applied' or decided_by is null or decided_by <> requested_by)
);
create unique index sign_in_policy_change_waits on sign_in_policy_change (workspace_id) where state = 'waiting';
select daybook_isolate('sign_in_policy_change', 'select, insert, update');

-- Accounts nobody uses: their password lies in an envelope and opens once. Derived from break-glass.sealed and .ended, but for
-- the hash of the password, which is a credential.
create table break_glass_account (
  workspace_id uuid not null references workspace,
  account_id text collate "C" not null,
  user_id text collate "C" not null references auth_user,
  subject_id text collate "C" not null,
  sign_in_name text collate "C" not null,
  password_hash text,
  state text collate "C" not null check (state in ('sealed', 'opened', 'ended')),
  -- Whoever was shown the password last.
  sealed_by text collate "C" not null,
  sealed_at timestamptz not null,
  position bigint not null,
  primary key (workspace_id, account_id),
  check ((password_hash is not null) = (state = 'sealed'))
);
create index break_glass_account_by_name on break_glass_account (sign_in_name);
create index break_glass_account_of_user on break_glass_account (user_id);
select daybook_isolate('break_glass_account', 'select, insert, update');

-- Each time one was opened, and who looked at it afterwards. Derived from break-glass.used and .reviewed.
create table break_glass_use (
  workspace_id uuid not null,
  use_id text collate "C" not null,
  account_id text collate "C" not null,
  reason text not null check (length(reason) between 1 and 2000),
  used_at timestamptz not null,
  review_due_at timestamptz not null,
  -- Whoever knew the password.
  sealed_by text collate "C" not null,
  position bigint not null,
  reviewed_by text collate "C",
  reviewed_at timestamptz,
  review_note text,
  review_position bigint,
  primary key (workspace_id, use_id),
  foreign key (workspace_id, account_id) references break_glass_account,
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (review_note is null)
    and (reviewed_by is null) = (review_position is null)),
  constraint review_by_somebody_else check (reviewed_by <> sealed_by)
);
select daybook_isolate('break_glass_use', 'select, insert, update');
