-- Classes of data the organisation names: where each is kept, and which roles need to see it.
-- A decision of people, rebuilt from data-class.defined, .changed and .removed.
create table data_class (
  workspace_id uuid not null references workspace,
  class_id text collate "C" not null check (class_id ~ '^dcl_'),
  name text not null check (length(name) between 1 and 120),
  places jsonb not null check (jsonb_typeof(places) = 'array'),
  needs text[] not null,
  changed_at timestamptz not null,
  position bigint not null,
  primary key (workspace_id, class_id)
);
select daybook_isolate('data_class');
