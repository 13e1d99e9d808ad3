-- Daybook's own reading runs beside that of a source, but they write one after the other: the entries of a reading and its
-- closing follow each other without another closing between them, so that whoever follows the facts by position misses none.
alter table pull add column is_writing boolean not null default false;
create unique index pull_one_writing on pull (workspace_id) where state = 'running' and is_writing;
