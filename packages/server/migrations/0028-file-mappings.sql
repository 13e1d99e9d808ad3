-- What somebody said of files with these columns, by the fingerprint of the headers; the next such file is read so by itself.
-- A human decision: rebuilt from the ledger entries file-mapping.saved and file-mapping.forgotten. Holds names of columns and
-- roles, none of people.
create table file_mapping (
  workspace_id uuid not null references workspace,
  -- SHA-256 of the folded headers in alphabetical order, in hex.
  fingerprint text collate "C" not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  connector text collate "C" not null,
  -- What people call such a file.
  name text not null check (length(name) between 1 and 200),
  -- `kind`, `mapping`, `roles` and `system`, as the connector takes them.
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  saved_by text collate "C" not null check (saved_by ~ '^sub_'),
  saved_at timestamptz not null,
  primary key (workspace_id, fingerprint)
);
select daybook_isolate('file_mapping');
