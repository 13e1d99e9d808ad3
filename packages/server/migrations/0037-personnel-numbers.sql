-- A keyed hash of the number by which a list of people knows somebody, beside the mail address that names them: by it they
-- are found again when their address changes. Null of everybody else, and of what was recorded before.
alter table subject_identity add column number_hash bytea;
create index subject_identity_number on subject_identity (workspace_id, number_hash) where number_hash is not null;
alter table pull_identity add column number_hash bytea;
