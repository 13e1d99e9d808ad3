-- What a reading of a suddenly much shorter list did not hold, and what counts as still there until a later reading misses it
-- again or a person confirms that it is gone. Not rebuilt from the ledger, which says how many they were: without these rows
-- the next such reading begins anew.
create table withheld_absence (
  workspace_id uuid not null references workspace,
  connection_id text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  -- Beginning of the first reading that missed it; it was in none since.
  first_missed_at timestamptz not null,
  primary key (workspace_id, connection_id, kind, scope, key)
);
select daybook_isolate('withheld_absence');
