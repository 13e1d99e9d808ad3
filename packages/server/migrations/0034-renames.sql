-- By which id of its own a system knows an account whatever it is called: how an account is found again under another holder.
-- A column of its own, because under row level security no index is used through an operator that looks into JSON.
alter table fact add column external_id text collate "C" generated always as (
  case when kind = 'account' then value ->> 'externalId' end) stored;
create index fact_external on fact (workspace_id, external_id) where external_id is not null;

alter table access_removal
  -- When its account was told under another holder; the removal went with it. From the newest access-removal.followed.
  add column renamed_at timestamptz,
  -- Of a change: the dangerous rights that may stay. Null: all of it has to go. From access-removal.opened.
  add column kept text[] check (kept <@ array['administer', 'export', 'connect', 'publish']),
  -- The first half of a renewal; what two people agreed on stands beside it until the second half comes.
  add column attested_anew_by text collate "C",
  add column attested_anew_at timestamptz,
  add column attestation_anew text check (length(attestation_anew) between 1 and 2000),
  add column excepted_anew_by text collate "C",
  add column excepted_anew_at timestamptz,
  add column excepted_anew_until timestamptz,
  add column exception_reason_anew text check (length(exception_reason_anew) between 1 and 2000),
  add check ((attested_anew_by is null) = (attested_anew_at is null)),
  add check ((excepted_anew_by is null) = (excepted_anew_at is null)),
  add check ((excepted_anew_by is null) = (excepted_anew_until is null)),
  add constraint nobody_attests_anew_about_themselves check (attested_anew_by <> all (holders)),
  add check (state <> 'narrowed' or first_absent_at is not null),
  drop constraint access_removal_state_check,
  add constraint access_removal_state_check check (state in ('open', 'gone', 'disabled', 'handed-over', 'rotated', 'narrowed',
    'attested', 'excepted', 'approved-again', 'withdrawn'));

-- An access that was there before and may do more since: `rights` are those it gained.
alter table access_gain add column is_widened boolean not null default false;

-- Of a change: the dangerous rights that may stay.
alter table access_review_item
  add column kept text[] check (kept <@ array['administer', 'export', 'connect', 'publish']);
