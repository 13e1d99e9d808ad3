import { freeText, type IdentityField, type RecordOf } from '@daybook/kit';
import type { AuditEntry } from './answer-schemas.ts';
import { instantOf } from './snowflake-time.ts';

/** Types of entries that change who may do what, by Discord's description. */
const areas: Readonly<Record<number, string>> = {
  1: 'server changed',
  13: 'permissions of a channel given',
  14: 'permissions of a channel changed',
  15: 'permissions of a channel taken',
  20: 'member removed',
  22: 'member banned',
  25: 'roles of a member changed',
  28: 'bot added',
  30: 'role made',
  31: 'role changed',
  32: 'role removed',
  50: 'webhook made',
  51: 'webhook changed',
  52: 'webhook removed',
  80: 'integration made',
  81: 'integration changed',
  82: 'integration removed',
};
/** Whose target is a person. */
const aboutPeople = [20, 22, 25, 28];
const lengthMax = 1_000;

export function isAccessChange({ action_type }: AuditEntry): boolean {
  return Object.hasOwn(areas, action_type);
}

export function configOf(
  entry: AuditEntry,
  { system, find }: { readonly system: string; find(id: string): IdentityField },
): RecordOf<'config'> {
  const { action_type, user_id, target_id } = entry;
  return {
    system,
    change: entry.id,
    area: areas[action_type] ?? `entry of type ${action_type}`,
    at: instantOf(entry.id),
    by: user_id === null ? 'unknown' : find(user_id),
    about: aboutPeople.includes(action_type) && target_id !== null ? find(target_id) : null,
    before: valuesOf(entry, 'old_value', '$remove'),
    after: valuesOf(entry, 'new_value', '$add'),
  };
}

/** Roles given stand under `$add` and those taken under `$remove`, both as new values; anything else old and new. */
function valuesOf({ changes }: AuditEntry, side: 'old_value' | 'new_value', list: string) {
  const told = (changes ?? []).flatMap(({ key, ...values }) => {
    if (key === '$add' || key === '$remove')
      return key === list ? [{ key: 'roles', value: values.new_value }] : [];
    return [{ key, value: values[side] }];
  });
  const values = told.flatMap(({ key, value }) => {
    const text = textOf(value);
    return text === null ? [] : [{ name: key.slice(0, 200) || 'value', value: freeText(text) }];
  });
  return values.length === 0 ? null : values;
}

function textOf(value: unknown): string | null {
  if (['string', 'number', 'boolean'].includes(typeof value))
    return String(value).slice(0, lengthMax).toWellFormed();
  if (!Array.isArray(value)) return null;
  const names = value.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'name' in one ? [String(one.name)] : [],
  );
  return names.length === 0 ? null : names.join(', ').slice(0, lengthMax).toWellFormed();
}
