-- What has to go, until a complete list shows it gone; who leaves; and who says that they left.

-- One access that has to go. Opened, attested, excepted and ended by people and rules: rebuilt from the entries
-- access-removal.*; what the lists say of it (from `last_seen_at` to `used_after_at`) follows from the facts.
create table access_removal (
  workspace_id uuid not null references workspace,
  removal_id text collate "C" not null check (removal_id ~ '^rmv_[0-9a-f-]{36}$'),
  -- What it belongs to: a leaver run, a review, a change of role.
  origin text collate "C" not null,
  cause text collate "C" not null
    check (cause in ('left', 'engagement-ended', 'role-changed', 'review', 'report', 'other')),
  subject text collate "C" check (subject ~ '^sub_[0-9a-f-]{36}$'),
  agency text collate "C",
  -- Everyone it is taken from: the person and the pseudonyms of their accounts.
  holders text[] collate "C" not null,
  what text collate "C" not null
    check (what in ('grant', 'account', 'credential', 'secret', 'device', 'session', 'partner')),
  layer text collate "C" not null check (layer in ('partner', 'individual', 'token')),
  system text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  -- The item's in the facts; null where no list tells of it.
  key text collate "C",
  effective_at timestamptz not null,
  due_at timestamptz not null,
  opened_at timestamptz not null,
  state text collate "C" not null check (state in ('open', 'gone', 'disabled', 'handed-over', 'rotated', 'attested',
    'excepted', 'approved-again', 'withdrawn')),
  last_seen_at timestamptz,
  first_absent_at timestamptz,
  is_observable boolean not null,
  is_attested_only boolean not null,
  reasons text[] not null,
  used_after_at timestamptz,
  attested_by text collate "C",
  attested_at timestamptz,
  confirmed_by text collate "C",
  confirmed_at timestamptz,
  attested_until timestamptz,
  attestation text check (length(attestation) between 1 and 2000),
  excepted_by text collate "C",
  excepted_at timestamptz,
  exception_approved_by text collate "C",
  excepted_until timestamptz,
  exception_reason text check (length(exception_reason) between 1 and 2000),
  approved_again_at timestamptz,
  -- When somebody, or their lists, said that it need not go; after its due time it stays known as late until then.
  withdrawn_at timestamptz,
  returns integer not null default 0 check (returns >= 0),
  positions bigint[] not null,
  primary key (workspace_id, removal_id),
  check ((attested_by is null) = (attested_at is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by is null or attested_by is not null),
  check (state <> 'attested' or (confirmed_by is not null and attested_until is not null)),
  check (state <> 'excepted' or (exception_approved_by is not null and excepted_until is not null)),
  check (state not in ('gone', 'disabled', 'handed-over', 'rotated') or first_absent_at is not null),
  constraint attestation_needs_a_second_person check (confirmed_by <> attested_by),
  constraint exception_needs_a_second_person check (exception_approved_by <> excepted_by),
  constraint nobody_attests_about_themselves
    check (attested_by <> all (holders) and confirmed_by <> all (holders) and exception_approved_by <> all (holders))
);
create unique index access_removal_once
  on access_removal (workspace_id, origin, what, kind, scope, key, system) nulls not distinct;
create index access_removal_of_item on access_removal (workspace_id, kind, scope, key);
create index access_removal_of_origin on access_removal (workspace_id, origin);
create index access_removal_open on access_removal (workspace_id, due_at) where state = 'open';
select daybook_isolate('access_removal', 'select, insert, update');

-- How far removals and leavers have followed the facts. Derived.
create table removal_cursor (
  workspace_id uuid not null references workspace,
  room text collate "C" not null,
  position bigint not null,
  primary key (workspace_id, room)
);
select daybook_isolate('removal_cursor');

-- Within what time access has to go. Derived from removal-deadlines.changed; no row means the defaults.
create table removal_deadline (
  workspace_id uuid primary key references workspace,
  deadlines jsonb not null check (jsonb_typeof(deadlines) = 'object'),
  position bigint not null
);
select daybook_isolate('removal_deadline', 'select, insert, update');

-- Everyone who leaves, once for each time they do. Rebuilt from leaver-run.opened, .rescinded and .closed.
create table leaver_run (
  workspace_id uuid not null references workspace,
  run_id text collate "C" not null check (run_id ~ '^lvr_[0-9a-f-]{36}$'),
  subject text collate "C" check (subject ~ '^sub_[0-9a-f-]{36}$'),
  agency text collate "C",
  -- `person`: a list of people says so; `agency`: its engagement ended; `hand`: somebody opened it; `report`: they said so.
  told_by text collate "C" not null check (told_by in ('person', 'agency', 'hand', 'report')),
  is_involuntary boolean not null,
  -- What it was opened by; the same claim never opens a second run.
  trigger text not null,
  effective_at timestamptz not null,
  reason text check (length(reason) between 1 and 2000),
  opened_at timestamptz not null,
  opened_by text collate "C" not null,
  state text collate "C" not null check (state in ('open', 'closed', 'rescinded')),
  closed_at timestamptz,
  -- Their lists say meanwhile that they are here again, all of them.
  returned_at timestamptz,
  -- When a list first said that they left: only what a list said can be taken back by one.
  told_left_at timestamptz,
  -- Since when one list says that they left and another that they are here; null while they agree.
  disputed_at timestamptz,
  rescinded_at timestamptz,
  rescinded_by text collate "C",
  rescind_reason text check (length(rescind_reason) between 1 and 2000),
  -- Who asked for it, where it takes a second person: a source still says that they left, or something is late or over.
  rescind_asked_by text collate "C",
  rescind_asked_at timestamptz,
  position bigint not null,
  primary key (workspace_id, run_id),
  constraint rescinding_needs_a_second_person check (rescinded_by <> rescind_asked_by),
  check ((subject is null) <> (agency is null)),
  check ((state = 'rescinded') = (rescinded_by is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
-- Who came back and leaves again leaves a second time.
create unique index leaver_run_open_once on leaver_run (workspace_id, subject, agency) nulls not distinct
  where state = 'open' and returned_at is null;
create unique index leaver_run_trigger on leaver_run (workspace_id, subject, agency, trigger) nulls not distinct;
select daybook_isolate('leaver_run', 'select, insert, update');

-- Whose last day is still to come. Derived from facts of people and agencies.
create table leaver_due (
  workspace_id uuid not null references workspace,
  subject text collate "C" not null,
  due_at timestamptz not null,
  trigger text not null,
  primary key (workspace_id, subject)
);
create index leaver_due_at on leaver_due (workspace_id, due_at);
select daybook_isolate('leaver_due');

-- Somebody says that somebody left. Rebuilt from leave-report.received, .confirmed and .dismissed.
create table leave_report (
  workspace_id uuid not null references workspace,
  report_id text collate "C" not null check (report_id ~ '^lrp_[0-9a-f-]{36}$'),
  way text collate "C" not null check (way in ('api', 'form', 'mail')),
  -- Who it is about, as far as the words name somebody.
  subject text collate "C" check (subject ~ '^sub_[0-9a-f-]{36}$'),
  -- They were known here before the report came.
  is_known boolean not null,
  -- What is known of whom it claims to come from; a form proves nothing.
  sender text collate "C" not null check (sender in ('vouched', 'unproven', 'failed')),
  last_day date,
  -- Masked.
  words text check (length(words) <= 4000),
  received_at timestamptz not null,
  state text collate "C" not null check (state in ('waiting', 'confirmed', 'dismissed', 'repeated')),
  run_id text collate "C",
  decided_by text collate "C",
  decided_at timestamptz,
  position bigint not null,
  primary key (workspace_id, report_id),
  check ((state in ('confirmed', 'dismissed')) = (decided_by is not null))
);
create index leave_report_waiting on leave_report (workspace_id, received_at) where state = 'waiting';
select daybook_isolate('leave_report', 'select, insert, update');

-- The link of the public form. Not in the ledger: a credential, kept as a digest. Its turning on and off is.
create table leave_form (
  workspace_id uuid primary key references workspace,
  token_digest bytea not null check (length(token_digest) = 32),
  opened_at timestamptz not null,
  opened_by text collate "C" not null
);
select daybook_isolate('leave_form');

-- Since when a list was whole again is asked for each time somebody left.
create index population_version_whole on population_version (workspace_id, kind, scope, connection_id, last_pull_at)
  where is_complete;
