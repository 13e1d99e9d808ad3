-- How each account is entered, as far as its source tells. Derived from facts of the kind account: rebuilt by following from 0.
create table sign_in_account (
  workspace_id uuid not null references workspace,
  scope text collate "C" not null,
  key text collate "C" not null,
  system text collate "C" not null,
  -- `provider`: single sign-on alone; `both`: a way of its own beside it; `local`: a way of its own alone; `provider-unsure`:
  -- single sign-on, and whether anything else is not told.
  entered text collate "C" not null check (entered in ('provider', 'both', 'local', 'provider-unsure', 'unknown')),
  primary key (workspace_id, scope, key)
);
create index sign_in_account_system on sign_in_account (workspace_id, system, entered);
select daybook_isolate('sign_in_account');

create table sign_in_cursor (
  workspace_id uuid primary key references workspace,
  position bigint not null default 0
);
select daybook_isolate('sign_in_cursor');
