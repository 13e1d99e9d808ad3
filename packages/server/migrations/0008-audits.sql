-- Packages that were built. What each is about is in the ledger (package.built); the file itself is in no table and no
-- entry, but its digest is, and the same ledger gives the same file again.
create table package (
  workspace_id uuid not null references workspace,
  package_id text collate "C" not null,
  framework text collate "C" not null,
  window_from date not null,
  window_to date not null,
  created_at timestamptz not null,
  -- All entries in it, and the size of the newest log at the checkpoint it names.
  entries bigint not null,
  log_id uuid not null references ledger_log (log_id),
  checkpoint_size bigint not null,
  -- SHA-256 of the file, in hex.
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  position bigint not null,
  primary key (workspace_id, package_id),
  check (window_from < window_to)
);
select daybook_isolate('package', 'select, insert');
