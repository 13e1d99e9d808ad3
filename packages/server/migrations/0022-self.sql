-- Daybook reads itself beside the outside: such a reading brings no names, so it hinders no other and waits for none.
alter table pull add column is_own boolean not null default false;
drop index pull_one_running;
create unique index pull_one_running on pull (workspace_id, is_own) where state = 'running';

-- How far the ledger had come when Daybook was last looked at for something new about itself, and when it was read last.
-- Not in the ledger: losing it costs one reading more.
create table own_reading (
  workspace_id uuid primary key references workspace,
  position bigint not null,
  read_at timestamptz
);
select daybook_isolate('own_reading', 'select, insert, update');

-- When each member signed in last; sessions that ended leave no row behind. Derived from session.started.
create table own_sign_in (
  workspace_id uuid not null references workspace,
  subject_id text collate "C" not null,
  last_at timestamptz not null,
  position bigint not null,
  primary key (workspace_id, subject_id)
);
select daybook_isolate('own_sign_in', 'select, insert, update');

-- Whoever comes back keeps their pseudonym, and may leave again.
grant update on former_membership to daybook_app, daybook_system;

-- Who did something, without reading what everyone did. The actor stands first in every entry; records of sources, which are
-- almost all of a ledger, are left out, so that they are written as fast as before.
create index ledger_entry_actor on ledger_entry (log_id, (substr(entry, 17, 40)), idx) where not starts_with(type, 'record.');
