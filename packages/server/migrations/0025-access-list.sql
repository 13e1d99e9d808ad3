-- Who may do what, on which system, by which way. All tables of the list itself are derived: rebuilt from the facts and the
-- links by following them from 0.
create table access_cursor (
  workspace_id uuid primary key references workspace,
  -- How far the facts were followed, as the cursor of the facts counts.
  position bigint not null default 0,
  links_revision bigint not null default 0,
  -- The last day whose endings were looked at.
  day date not null default '-infinity'
);
select daybook_isolate('access_cursor');

-- What one fact says of one holder on one system: accounts, grants and tokens, sources merged, as far as the list needs it.
create table access_part (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null check (kind in ('account', 'grant', 'credential')),
  scope text collate "C" not null,
  key text collate "C" not null,
  system text collate "C" not null,
  -- `sub_…`, or `token:<system>/<credential>` of a token nobody owns.
  holder text collate "C" not null,
  told jsonb not null,
  connections text[] not null,
  position bigint not null,
  observed_at timestamptz not null,
  -- Gone ones stay, so that their history is found.
  is_gone boolean not null default false,
  primary key (workspace_id, kind, scope, key)
);
create index access_part_holder on access_part (workspace_id, holder, system);
select daybook_isolate('access_part');

-- One holder on one system: everything by which they act there, joined. Those that are gone stay, out of the list.
create table access_cell (
  workspace_id uuid not null references workspace,
  holder text collate "C" not null,
  system text collate "C" not null,
  principal_kind text collate "C" not null check (principal_kind in ('person', 'agency', 'bot', 'unknown')),
  principal_id text collate "C" not null,
  -- Of the whole principal, so that one system's holders are read in the list's order.
  principal_danger bigint not null,
  -- administer, export, connect, publish: y(es), n(o), u(nknown).
  rights text collate "C" not null check (rights ~ '^[ynu]{4}$'),
  can_act boolean not null,
  danger bigint not null,
  account_kind text collate "C",
  is_enabled text collate "C" not null check (is_enabled in ('yes', 'no', 'unknown')),
  roles text[] not null,
  ways text[] not null,
  grants integer not null,
  tokens integer not null,
  last_seen_at timestamptz,
  observed_at timestamptz not null,
  position bigint not null,
  connections text[] not null,
  -- `<kind> <scope>` of the lists it stands on.
  lists text[] not null,
  is_gone boolean not null default false,
  primary key (workspace_id, holder, system)
);
create index access_cell_principal on access_cell (workspace_id, principal_kind, principal_id, system);
create index access_cell_system on access_cell (workspace_id, system, principal_danger desc, principal_id)
  include (principal_kind, rights, can_act) where not is_gone;
select daybook_isolate('access_cell');

-- People, agencies, bots and unknowns who have an account, a grant or a token somewhere, most dangerous first.
create table access_principal (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null check (kind in ('person', 'agency', 'bot', 'unknown')),
  id text collate "C" not null,
  state text collate "C" not null check (state in ('active', 'left', 'ended', 'unknown')),
  danger bigint not null,
  rights text collate "C" not null check (rights ~ '^[ynu]{4}$'),
  systems integer not null,
  -- The last day of the person or the engagement; the state changes when it is over.
  ends_on date,
  primary key (workspace_id, kind, id)
);
create index access_principal_order on access_principal (workspace_id, danger desc, id) include (kind, state, rights);
create index access_principal_kind on access_principal (workspace_id, kind, danger desc, id) include (state, rights);
create index access_principal_ending on access_principal (workspace_id, ends_on) where state = 'active' and ends_on is not null;
select daybook_isolate('access_principal');

-- Counts kept with every change, so that heads of columns cost nothing however long the list is.
create table access_system (
  workspace_id uuid not null references workspace,
  system text collate "C" not null,
  lists text[] not null default '{}',
  -- Some source has told its grants whole once: an account without any is known to have none.
  tells_grants boolean not null default false,
  holders bigint not null default 0,
  disabled bigint not null default 0,
  -- administer, export, connect, publish.
  yes bigint[] not null default '{0,0,0,0}',
  unknown bigint[] not null default '{0,0,0,0}',
  primary key (workspace_id, system)
);
select daybook_isolate('access_system');

create table access_tally (
  workspace_id uuid not null references workspace,
  kind text collate "C" not null,
  state text collate "C" not null,
  principals bigint not null,
  primary key (workspace_id, kind, state)
);
select daybook_isolate('access_tally');

-- Cells to be joined again although no fact and no link changed: what they rested on was erased, or a system began to tell.
create table access_due (
  workspace_id uuid not null references workspace,
  holder text collate "C" not null,
  system text collate "C" not null,
  primary key (workspace_id, holder, system)
);
select daybook_isolate('access_due');

-- In whose hands the ways into the accounts of our brands are. Derived from brand-account.registered, .changed and .confirmed.
create table brand_account (
  workspace_id uuid not null references workspace,
  brand_account_id text collate "C" not null check (brand_account_id ~ '^bra_'),
  system text collate "C" not null,
  account text collate "C" not null,
  -- The fields of the fact kind brand-account that people fill in; people by pseudonym.
  body jsonb not null,
  confirmed_by text collate "C",
  confirmed_at timestamptz,
  confirmed_until timestamptz,
  changed_by text collate "C" not null,
  changed_at timestamptz not null,
  position bigint not null,
  primary key (workspace_id, brand_account_id),
  unique (workspace_id, system, account),
  check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (confirmed_until is null)),
  constraint brand_account_is_confirmed_by_somebody_else check (confirmed_by <> changed_by),
  constraint confirmed_for_a_while check (confirmed_until > confirmed_at and confirmed_until <= confirmed_at + interval '92 days')
);
select daybook_isolate('brand_account', 'select, insert, update');

-- Passwords and keys that several people know; never the secret itself. Derived from shared-secret.registered, .changed and
-- .rotated.
create table shared_secret (
  workspace_id uuid not null references workspace,
  secret_id text collate "C" not null check (secret_id ~ '^sec_'),
  name text not null check (length(name) between 1 and 120),
  system text collate "C" not null,
  owner text collate "C" check (owner ~ '^sub_'),
  known_by text[] not null,
  -- Who knew it and was taken from the list without its being changed: `{subject, at}`.
  formerly_known_by jsonb not null default '[]',
  -- Null: never; `rotation_known` false: nobody can say.
  rotated_at timestamptz,
  is_rotation_known boolean not null,
  position bigint not null,
  changed_at timestamptz not null,
  primary key (workspace_id, secret_id)
);
select daybook_isolate('shared_secret', 'select, insert, update');

-- Phones, computers and hardware keys that people register by hand. Derived from device.registered, .changed and .returned.
create table shared_device (
  workspace_id uuid not null references workspace,
  device_id text collate "C" not null check (device_id ~ '^dev_'),
  name text not null check (length(name) between 1 and 120),
  model text,
  holders text[] not null,
  is_shared boolean not null,
  is_company_owned text collate "C" not null check (is_company_owned in ('yes', 'no', 'unknown')),
  signed_in_to text[],
  returned_at timestamptz,
  position bigint not null,
  changed_at timestamptz not null,
  primary key (workspace_id, device_id)
);
select daybook_isolate('shared_device', 'select, insert, update');

-- When the custody registers were last told, by what depends on people leaving; a difference makes Daybook read itself again.
create table custody_cursor (
  workspace_id uuid primary key references workspace,
  digest text collate "C" not null
);
select daybook_isolate('custody_cursor');
