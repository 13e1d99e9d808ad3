-- The master keys there are and were. Not in the ledger: it is needed before anything can be opened. No row opens anything
-- by itself: `wrapped` only with the key management service, `sealed_root` only with the master key.
create table master_key (
  -- The first byte of everything sealed under it.
  number smallint primary key check (number between 1 and 255),
  -- New values are sealed under the current one; under a retiring one nothing is sealed any more, and what is gets sealed
  -- again; under a former one nothing is left but older backups.
  state text collate "C" not null check (state in ('current', 'retiring', 'former')),
  -- Tells keys apart and opens nothing: the first 16 hex digits of a hash.
  fingerprint text collate "C" not null check (fingerprint ~ '^[0-9a-f]{16}$'),
  kept_by text collate "C" not null check (kept_by in ('file', 'environment', 'kms')),
  -- The key as the key management service wrapped it; null where the key is a file or comes from the environment.
  wrapped text collate "C" check (length(wrapped) <= 4096),
  -- What other keys are derived from, sealed under this key, so that they outlast it. Null for the first one.
  sealed_root bytea,
  made_at timestamptz not null,
  ended_at timestamptz,
  -- Workspaces whose ledger says already that this key was replaced.
  told_workspaces uuid[] not null default '{}',
  check ((kept_by = 'kms') = (wrapped is not null) or state = 'former'),
  check ((state = 'former') = (ended_at is not null))
);
create unique index master_key_current on master_key (state) where state = 'current';
create unique index master_key_retiring on master_key (state) where state = 'retiring';
select daybook_global('master_key');

-- A sealed value may be sealed anew, by the system alone and only from the retiring key to the current one.
create function daybook_is_sealed_anew(before bytea, after bytea) returns boolean
language plpgsql as $$
begin
  if current_user <> 'daybook_system' or length(before) = 0 or length(before) <> length(after) then
    return false;
  end if;
  return exists (select from master_key where state = 'retiring' and number = get_byte(before, 0))
    and exists (select from master_key where state = 'current' and number = get_byte(after, 0));
end
$$;

create or replace function daybook_only_destroys_key() returns trigger
language plpgsql as $$
begin
  if to_jsonb(new) - 'sealed_key' <> to_jsonb(old) - 'sealed_key'
    or (length(new.sealed_key) > 0 and not daybook_is_sealed_anew(old.sealed_key, new.sealed_key)) then
    raise exception 'of a log only the key may be destroyed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

create or replace function daybook_only_retires_key() returns trigger
language plpgsql as $$
begin
  if to_jsonb(new) - 'sealed_key' - 'before_until_size' <> to_jsonb(old) - 'sealed_key' - 'before_until_size'
    or (new.sealed_key <> old.sealed_key and length(new.sealed_key) > 0
      and not daybook_is_sealed_anew(old.sealed_key, new.sealed_key))
    or (old.before_until_size is not null and new.before_until_size is distinct from old.before_until_size) then
    raise exception 'of a key only the seed may be destroyed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

grant update (sealed) on data_key to daybook_system;
create function daybook_only_sealed_anew() returns trigger
language plpgsql as $$
begin
  if to_jsonb(new) - 'sealed' <> to_jsonb(old) - 'sealed' or not daybook_is_sealed_anew(old.sealed, new.sealed) then
    raise exception 'a data key is only sealed anew' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger only_sealed_anew before update on data_key for each row execute function daybook_only_sealed_anew();
