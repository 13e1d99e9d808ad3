-- Reviews of who may do what. Derived from access-review.opened, .frozen, .decided, .assigned, .withdrawn and
-- .closed: the items of a system are those of the facts at the position that its `frozen` entry names.
create table access_review (
  workspace_id uuid not null references workspace,
  review_id text collate "C" not null check (review_id ~ '^rev_'),
  name text not null check (length(name) between 1 and 120),
  period text collate "C" not null check (length(period) between 1 and 40),
  assigned_by text collate "C" not null check (assigned_by in ('system', 'manager')),
  due_at timestamptz not null,
  opened_at timestamptz not null,
  opened_by text collate "C" not null,
  state text collate "C" not null check (state in ('open', 'closed', 'withdrawn')),
  closed_at timestamptz,
  closed_by text collate "C",
  position bigint not null,
  closed_position bigint,
  -- What the entry of its closing says.
  result jsonb,
  primary key (workspace_id, review_id),
  check ((state = 'closed') = (closed_position is not null and result is not null))
);
select daybook_isolate('access_review', 'select, insert, update');

create table access_review_system (
  workspace_id uuid not null references workspace,
  review_id text collate "C" not null,
  system text collate "C" not null,
  period text collate "C" not null,
  -- False once its review was withdrawn, so that the period can be reviewed again.
  is_counted boolean not null default true,
  reviewer text collate "C" not null check (reviewer ~ '^sub_'),
  -- Takes what the reviewer may not decide: what is about the reviewer, or an administrator's own rights.
  deputy text collate "C" check (deputy ~ '^sub_'),
  facts_position bigint not null,
  read_at timestamptz,
  source text collate "C" not null check (source in ('live', 'import', 'attested', 'unknown')),
  is_whole boolean not null,
  reasons text[] not null,
  items integer not null,
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  primary key (workspace_id, review_id, system),
  foreign key (workspace_id, review_id) references access_review,
  check (deputy <> reviewer),
  check (is_whole or cardinality(reasons) > 0),
  check (not (is_whole and source = 'attested'))
);
create unique index access_review_once on access_review_system (workspace_id, system, period) where is_counted;
select daybook_isolate('access_review_system', 'select, insert, update');

create table access_review_item (
  workspace_id uuid not null references workspace,
  review_id text collate "C" not null,
  item integer not null,
  system text collate "C" not null,
  holder text collate "C" not null check (holder ~ '^sub_'),
  principal_kind text collate "C" not null check (principal_kind in ('person', 'agency', 'bot', 'unknown')),
  principal text collate "C" not null,
  person text collate "C" check (person ~ '^sub_'),
  roles text[] not null,
  rights jsonb not null,
  grants jsonb not null,
  account jsonb,
  last_seen_at text collate "C",
  first_seen_at timestamptz,
  changes text[] not null,
  risks text[] not null,
  risk integer not null,
  peers integer not null,
  in_detail boolean not null,
  -- Whose it is, who answers for it, and members of Daybook who are one of them: none of them may decide it.
  excluded text[] collate "C" not null check (
    holder = any (excluded) and (person is null or person = any (excluded))),
  -- Null: nobody may decide it yet.
  reviewer text collate "C" check (reviewer ~ '^sub_'),
  decision text collate "C" check (decision in ('keep', 'change', 'remove')),
  reason text check (length(reason) <= 1000),
  removed text[] not null default '{}',
  decided_by text collate "C",
  decided_at timestamptz,
  is_group boolean not null default false,
  -- Measured between shown and decided; null where it was not.
  seconds double precision check (seconds between 0 and 600),
  handed_on text[] not null default '{}',
  position bigint,
  primary key (workspace_id, review_id, item),
  unique (workspace_id, review_id, system, holder),
  foreign key (workspace_id, review_id, system) references access_review_system,
  check ((decision is null) = (decided_by is null)),
  check ((decision is null) = (decided_at is null)),
  check (not (is_group and in_detail)),
  check (decision is distinct from 'remove' or not is_group),
  constraint review_reviewer_is_somebody_else check (reviewer is null or reviewer <> all (excluded)),
  constraint review_is_decided_by_somebody_else check (decided_by is null or decided_by <> all (excluded)),
  constraint review_is_decided_by_its_reviewer check (decided_by is null or decided_by = reviewer)
);
create index access_review_item_of_reviewer on access_review_item (workspace_id, review_id, reviewer, item);
create index access_review_item_of_holder on access_review_item (workspace_id, system, holder);
select daybook_isolate('access_review_item', 'select, insert, update');

-- What was frozen stays as it was, and a closed review is not decided again.
create function daybook_review_frozen() returns trigger
language plpgsql as $$
begin
  if (new.system, new.holder, new.principal_kind, new.principal, new.person, new.roles, new.rights, new.grants,
      new.account, new.in_detail, new.excluded, new.risk, new.peers)
    is distinct from (old.system, old.holder, old.principal_kind, old.principal, old.person, old.roles, old.rights,
      old.grants, old.account, old.in_detail, old.excluded, old.risk, old.peers) then
    raise exception 'what a review has frozen is not rewritten' using errcode = 'restrict_violation';
  end if;
  if not exists (
    select from access_review r
    where r.workspace_id = new.workspace_id and r.review_id = new.review_id and r.state = 'open'
  ) and (new.decision, new.reviewer, new.decided_by, new.decided_at, new.is_group, new.seconds)
    is distinct from (old.decision, old.reviewer, old.decided_by, old.decided_at, old.is_group, old.seconds) then
    raise exception 'a closed review is not decided again' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger review_frozen before update on access_review_item
  for each row execute function daybook_review_frozen();

-- A review closes once everything in it is decided.
create function daybook_review_closing() returns trigger
language plpgsql as $$
begin
  if old.state <> 'open' and new.state is distinct from old.state then
    raise exception 'a review is closed once' using errcode = 'restrict_violation';
  end if;
  if new.state = 'closed' and old.state = 'open' and exists (
    select from access_review_item i
    where i.workspace_id = new.workspace_id and i.review_id = new.review_id and i.decision is null
  ) then
    raise exception 'a review with undecided items is not closed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger review_closing before update on access_review
  for each row execute function daybook_review_closing();

-- When each reviewer last began to look or handed decisions in: what they say they spent is bounded by the time since.
-- Of this day only, so it is not rebuilt: without a row nothing is measured.
create table access_review_clock (
  workspace_id uuid not null references workspace,
  review_id text collate "C" not null,
  reviewer text collate "C" not null,
  looked_at timestamptz not null,
  primary key (workspace_id, review_id, reviewer),
  foreign key (workspace_id, review_id) references access_review
);
select daybook_isolate('access_review_clock', 'select, insert, update');

-- Since when a system is to be reviewed by a cadence. Derived from the first system.registered or system.changed that gave it
-- one; kept when the cadence changes, so that no period that was missed goes away.
create table access_review_cadence (
  workspace_id uuid not null references workspace,
  system text collate "C" not null,
  since timestamptz not null,
  primary key (workspace_id, system)
);
select daybook_isolate('access_review_cadence', 'select, insert');
