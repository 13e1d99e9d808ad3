import { type FactKind, freeTextFields, type IdentityValues } from '@daybook/kit';
import { calledBy } from '../intake/index.ts';
import { Personal, type PersonalPart } from '../platform/index.ts';

const subjectPattern = /sub_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Classes that an item's title and value may hold, for the permission of routes that show them. */
export const itemDiscloses = ['name', 'email', 'login', 'phone', 'text'] as const;

/** Every pseudonym that occurs in a value or key. */
export function subjectsIn(...values: readonly unknown[]): readonly string[] {
  return [...new Set(values.flatMap((value) => JSON.stringify(value ?? null).match(subjectPattern) ?? []))];
}

type Names = ReadonlyMap<string, IdentityValues>;

type ShownItem = {
  readonly kind: FactKind;
  readonly value: unknown;
  /** The entry that told of it. */
  readonly position: number;
};

/** The value with names joined to its pseudonyms, and its free text marked; it is disclosed before it leaves. */
export function withNames({ kind, value, position }: ShownItem, names: Names): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  const texts = freeTextFields(kind);
  const fields = Object.entries(value).map(([name, field]) => {
    const isText = typeof field === 'string' && texts.includes(name);
    return [name, isText ? freeText(field, position) : joined(field, names)];
  });
  return Object.fromEntries(fields);
}

function joined(field: unknown, names: Names): unknown {
  if (typeof field === 'string') return field.includes('sub_') ? textWithNames(field, names) : field;
  if (typeof field !== 'object' || field === null) return field;
  if (Array.isArray(field)) return field.map((item) => joined(item, names));
  return Object.fromEntries(Object.entries(field).map(([name, inner]) => [name, joined(inner, names)]));
}

function textWithNames(text: string, names: Names): Personal {
  const parts: (string | PersonalPart)[] = [];
  let end = 0;
  for (const match of text.matchAll(subjectPattern)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(calledBy(match[0], names.get(match[0])));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return new Personal(parts);
}

/** Free text out of evidence: people may be named in it that no detector found. */
function freeText(text: string, position: number): Personal {
  return new Personal([{ class: 'text', value: text, of: 'evidence', subject: null, position }]);
}

/** What people call an item: the title of a change, the name of a person, else its key with names in it. */
export function itemTitle(item: ShownItem & { readonly key: string }, names: Names): string | Personal {
  const value: unknown = item.value;
  if (typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string') {
    return freeText(value.title, item.position);
  }
  return item.key.includes('sub_') ? textWithNames(item.key, names) : item.key;
}
