-- Who acts where, without reading every fact: the holder, person or owner that the facts of these kinds name. A column of its
-- own, because under row level security no index is used through an operator that looks into JSON.
alter table fact add column held_by text collate "C" generated always as (
  case when kind in ('account', 'grant', 'person', 'credential')
    then coalesce(value ->> 'holder', value ->> 'person', value ->> 'owner') end) stored;
create index fact_held on fact (workspace_id, held_by, kind) where superseded_position is null and held_by is not null;
-- Whose identity was told after a position.
create index subject_identity_position on subject_identity (workspace_id, position);

-- How far whose-account-is-it has followed: facts, identities, and the number of changes it made itself. Derived.
create table link_cursor (
  workspace_id uuid primary key references workspace,
  fact_position bigint not null default -1,
  identity_position bigint not null default -1,
  revision bigint not null default 0,
  -- The rules it was computed with; other rules compute everything again.
  rules integer not null default 0
);
select daybook_isolate('link_cursor');

-- Keyed hashes of normalised names, mail addresses and logins, by which accounts and people meet; no name stands here.
-- Derived from identity.recorded; an erasure removes those of its person.
create table link_alias (
  workspace_id uuid not null references workspace,
  -- `former`: people who went from whole lists, asked where nobody who is there fits.
  side text collate "C" not null check (side in ('person', 'former', 'account')),
  hash bytea not null check (length(hash) = 16),
  subject_id text collate "C" not null check (subject_id ~ '^sub_'),
  primary key (workspace_id, side, hash, subject_id)
);
create index link_alias_subject on link_alias (workspace_id, subject_id, side);
select daybook_isolate('link_alias');

-- People that some list names now, and those that went from whole lists, with what of them an account's link says. Derived from
-- facts of the kind person.
create table link_person (
  workspace_id uuid not null references workspace,
  subject_id text collate "C" not null,
  starts_on date,
  ends_on date,
  -- Null: the lists do not say.
  is_active boolean,
  -- When the first whole list without them was read; null while some list names them.
  gone_at timestamptz,
  primary key (workspace_id, subject_id)
);
select daybook_isolate('link_person');

-- Whose each account is. Derived from facts, identities, agencies and decisions; an account that no list names any more keeps
-- its row, so that it is known again when it comes back.
create table account_link (
  workspace_id uuid not null references workspace,
  system text collate "C" not null,
  holder text collate "C" not null check (holder ~ '^sub_'),
  is_present boolean not null,
  belongs_to text collate "C" not null check (belongs_to in ('person', 'agency', 'bot', 'unknown')),
  person text collate "C",
  agency text collate "C",
  custodian text collate "C",
  reason text collate "C" not null,
  confidence text collate "C" not null check (confidence in ('certain', 'likely', 'possible', 'none')),
  decided_by text collate "C" not null check (decided_by in ('rule', 'human')),
  -- People it may belong to as well, where it cannot be told.
  candidates text[] not null default '{}',
  is_generic boolean not null,
  is_registered boolean not null,
  -- To be looked at again, because what it rested on was erased.
  is_due boolean not null default false,
  revision bigint not null,
  primary key (workspace_id, system, holder),
  check ((belongs_to = 'person') = (person is not null)),
  -- A bot may be an agency's too.
  check (agency is not null or belongs_to <> 'agency'),
  check (belongs_to in ('agency', 'bot') or agency is null)
);
create index account_link_holder on account_link (workspace_id, holder);
create index account_link_person on account_link (workspace_id, person) where person is not null;
create index account_link_custodian on account_link (workspace_id, custodian) where custodian is not null;
create index account_link_agency on account_link (workspace_id, agency) where agency is not null;
create index account_link_revision on account_link (workspace_id, revision);
create index account_link_open on account_link (workspace_id, belongs_to, system, holder) where is_present;
create index account_link_due on account_link (workspace_id) where is_due;
select daybook_isolate('account_link');

-- What people said about whose an account is; their word stays when the account goes and comes back. Derived from
-- account-link.decided and account-link.withdrawn.
create table account_link_decision (
  workspace_id uuid not null references workspace,
  system text collate "C" not null,
  holder text collate "C" not null,
  belongs_to text collate "C" not null check (belongs_to in ('person', 'agency', 'bot', 'unknown')),
  person text collate "C",
  agency text collate "C",
  custodian text collate "C",
  reason text not null check (length(reason) between 1 and 2000),
  decided_by text collate "C" not null,
  decided_at timestamptz not null,
  position bigint not null,
  primary key (workspace_id, system, holder)
);
select daybook_isolate('account_link_decision');

-- Other organisations that work for this one. Derived from agency.registered, agency.changed and agency.ended.
create table agency (
  workspace_id uuid not null references workspace,
  agency_id text collate "C" not null check (agency_id ~ '^agy_'),
  name text not null check (length(name) between 1 and 120),
  name_key text collate "C" not null,
  mail_domains text[] not null,
  systems text[] not null,
  contact text collate "C" check (contact ~ '^sub_'),
  engagement_from date,
  engagement_until date,
  ended_at timestamptz,
  ended_by text collate "C",
  note text not null default '',
  position bigint not null,
  primary key (workspace_id, agency_id),
  unique (workspace_id, name_key),
  check (engagement_from is null or engagement_until is null or engagement_from <= engagement_until)
);
select daybook_isolate('agency', 'select, insert, update');

-- Systems that people said something about; those that sources tell of are found in the links. Derived from
-- system.registered and system.changed.
create table registered_system (
  workspace_id uuid not null references workspace,
  system text collate "C" not null,
  name text not null check (length(name) between 1 and 120),
  kind text collate "C" not null check (kind in ('tool', 'channel', 'identity-provider', 'hr', 'other')),
  channel text collate "C",
  owner text collate "C" check (owner ~ '^sub_'),
  means text collate "C" not null check (means in ('live', 'import', 'attested')),
  log_retention_days integer check (log_retention_days between 1 and 36500),
  interval_hours integer check (interval_hours between 1 and 87600),
  review_days integer check (review_days between 1 and 3660),
  position bigint not null,
  primary key (workspace_id, system),
  -- What a source forgets before it is read again is never seen.
  constraint interval_fits_retention check (interval_hours * 2 <= log_retention_days * 24)
);
select daybook_isolate('registered_system', 'select, insert, update');

-- Lists of who has access where no system tells it: said by one person, confirmed by another, for thirty days at most. Derived
-- from attestation.made, attestation.confirmed and attestation.withdrawn.
create table attestation (
  workspace_id uuid not null references workspace,
  attestation_id text collate "C" not null check (attestation_id ~ '^att_'),
  system text collate "C" not null,
  note text not null check (length(note) between 1 and 2000),
  made_by text collate "C" not null,
  made_at timestamptz not null,
  until_at timestamptz not null,
  confirmed_by text collate "C",
  confirmed_at timestamptz,
  withdrawn_by text collate "C",
  withdrawn_at timestamptz,
  position bigint not null,
  primary key (workspace_id, attestation_id),
  constraint attested_by_two check (confirmed_by is null or confirmed_by <> made_by),
  constraint attested_for_a_while check (until_at > made_at and until_at <= made_at + interval '30 days'),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index attestation_system on attestation (workspace_id, system, made_at);
select daybook_isolate('attestation', 'select, insert, update');

create table attestation_holder (
  workspace_id uuid not null,
  attestation_id text collate "C" not null,
  subject_id text collate "C" not null check (subject_id ~ '^sub_'),
  role text not null check (length(role) between 1 and 200),
  -- Null: whoever said it does not know.
  rights text[],
  primary key (workspace_id, attestation_id, subject_id),
  foreign key (workspace_id, attestation_id) references attestation
);
select daybook_isolate('attestation_holder', 'select, insert');
-- Words alone, and those only by an erasure.
grant update (role) on attestation_holder to daybook_app, daybook_system;

create function daybook_attestation_stands() returns trigger
language plpgsql as $$
begin
  if (new.system, new.made_by, new.made_at, new.until_at) is distinct from (old.system, old.made_by, old.made_at, old.until_at)
    -- An erasure takes words away and puts none in their place.
    or new.note <> old.note and new.note <> 'erased'
    or old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by
    or old.withdrawn_by is not null and new.withdrawn_by is distinct from old.withdrawn_by
  then
    raise exception 'an attestation is said once, confirmed once and withdrawn once' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger attestation_stands before update on attestation
  for each row execute function daybook_attestation_stands();

create function daybook_attested_role_stands() returns trigger
language plpgsql as $$
begin
  if new.role <> old.role and new.role <> 'erased' then
    raise exception 'what was attested of somebody is said once' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger attested_role_stands before update on attestation_holder
  for each row execute function daybook_attested_role_stands();
