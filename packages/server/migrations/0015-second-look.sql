-- A log that a successor followed takes no entry any more. A writer whose clock is behind may have waited for its row while
-- another process turned the year; what it wrote would lie at positions of the successor.
alter table ledger_state add column closed_at timestamptz;
update ledger_state head set closed_at = head.last_recorded_at
from ledger_log own
where own.log_id = head.log_id and exists (
  select from ledger_log later
  where later.workspace_id = own.workspace_id and later.first_position > own.first_position);

create or replace function daybook_only_grows() returns trigger
language plpgsql as $$
begin
  if new.log_id <> old.log_id or new.size < old.size or new.last_recorded_at < old.last_recorded_at then
    raise exception 'a log only grows' using errcode = 'restrict_violation';
  end if;
  if old.forked_at is not null and (new.size <> old.size or new.forked_at is distinct from old.forked_at) then
    raise exception 'a forked log takes no entry' using errcode = 'restrict_violation';
  end if;
  if old.closed_at is not null and (new.size <> old.size or new.closed_at is distinct from old.closed_at) then
    raise exception 'a closed log takes no entry' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
