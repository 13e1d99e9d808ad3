-- Moves the head of a log whose row the caller holds. The old size is asserted: whoever would fork the log ends here.
create function daybook_advance_head(
  log uuid, old_size bigint, new_size bigint, new_root bytea, new_frontier bytea, recorded_at timestamptz
) returns void
language plpgsql as $$
begin
  update ledger_state
  set size = new_size, root = new_root, frontier = new_frontier, last_recorded_at = recorded_at
  where log_id = log and size = old_size;
  if not found then
    raise exception 'the head of the log moved under its lock' using errcode = 'integrity_constraint_violation';
  end if;
end
$$;

-- Heads and logs are never emptied, whoever asks.
create trigger never_emptied before truncate on ledger_state execute function daybook_append_only();
create trigger never_deleted before delete on ledger_log for each row execute function daybook_append_only();
create trigger never_emptied before truncate on ledger_log execute function daybook_append_only();
