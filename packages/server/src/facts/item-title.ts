import type { IdentityValues } from '@daybook/kit';
import { displayName } from '../intake/index.ts';

const subjectPattern = /sub_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every pseudonym that occurs in a value or key. */
export function subjectsIn(...values: readonly unknown[]): readonly string[] {
  return [...new Set(values.flatMap((value) => JSON.stringify(value ?? null).match(subjectPattern) ?? []))];
}

/** The value with pseudonyms swapped for names, for those who may see them. */
export function withNames(value: unknown, names: ReadonlyMap<string, IdentityValues>): unknown {
  const text = JSON.stringify(value ?? null);
  return JSON.parse(text, (_name, field) => {
    if (typeof field !== 'string') return field;
    return field.replace(subjectPattern, (subject) => displayName(subject, names.get(subject)));
  });
}

/** What people call an item: the title of a change, the name of a person, else its key with names in it. */
export function itemTitle(
  item: { readonly kind: string; readonly key: string; readonly value: unknown },
  names: ReadonlyMap<string, IdentityValues>,
): string {
  const value: unknown = item.value;
  if (typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string') {
    return value.title;
  }
  return item.key.replace(subjectPattern, (subject) => displayName(subject, names.get(subject)));
}
