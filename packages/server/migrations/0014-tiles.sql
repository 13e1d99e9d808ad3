-- The hash that stands for a full tile in the level above, so that an upper tile is read from its tiles' hashes alone.
-- Null where an earlier release kept the tile; it is then taken from the tile itself.
alter table ledger_tile add column root bytea check (length(root) = 32);
