-- Third parties that confirm checkpoints. Not rebuilt from the ledger: an address may be a person's mail address, so only
-- the id, kind, name and key of a target are written down (anchor.target-added), and removing a target removes its row.
create table anchor_target (
  workspace_id uuid not null references workspace,
  target_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('witness', 'timestamp', 'mail')),
  name text not null check (length(name) between 1 and 120),
  address text collate "C" not null,
  -- Of a witness: the key by which its cosignatures are verified.
  verifier_key text collate "C" check ((kind = 'witness') = (verifier_key is not null)),
  -- Of a time-stamping authority: the roots its certificate must lead to, PEM.
  root_certificates text collate "C" check ((kind = 'timestamp') = (root_certificates is not null)),
  created_at timestamptz not null,
  -- When a process last took this target on. Whoever moves it does the work; nobody else does before it is due again.
  claimed_at timestamptz,
  tried_at timestamptz,
  succeeded_at timestamptz,
  -- Why the last try failed, a fixed sentence; null while it has not.
  problem text,
  primary key (workspace_id, target_id),
  unique (workspace_id, kind, address)
);
select daybook_isolate('anchor_target');

-- What third parties answered. Rebuildable: each receipt is an entry too (anchor.receipt), at `position`.
create table anchor_receipt (
  workspace_id uuid not null references workspace,
  log_id uuid not null references ledger_log (log_id),
  size bigint not null check (size > 0),
  position bigint not null,
  -- The target as it was; its row may be gone.
  target_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('witness', 'timestamp', 'mail')),
  by_name text not null,
  root bytea not null check (length(root) = 32),
  -- The third party's time; of mail, when its server took the message.
  stated_at timestamptz not null,
  -- Our time.
  taken_at timestamptz not null,
  -- The cosignature line, the DER of the time-stamp token, or the message id and the digest of what was sent.
  receipt bytea not null,
  verifier_key text collate "C",
  root_certificates text collate "C",
  primary key (workspace_id, position)
);
create index anchor_receipt_size on anchor_receipt (workspace_id, log_id, size);
create index anchor_receipt_target on anchor_receipt (workspace_id, target_id, log_id, size);
select daybook_isolate('anchor_receipt', 'select, insert');
create trigger append_only before update or delete on anchor_receipt
  for each row execute function daybook_append_only();
create trigger append_only_whole before truncate on anchor_receipt execute function daybook_append_only();
