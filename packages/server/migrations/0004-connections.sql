-- A workspace's configured link to one outside system. The ledger holds its creation; secrets stay here, sealed.
create table connection (
  workspace_id uuid not null references workspace,
  connection_id text collate "C" not null,
  connector text collate "C" not null,
  name text not null,
  -- What the connector says of its settings; one connection for each.
  description text collate "C" not null,
  settings jsonb not null,
  sealed_secrets bytea,
  created_at timestamptz not null,
  primary key (workspace_id, connection_id),
  unique (workspace_id, connector, description)
);
select daybook_isolate('connection');
