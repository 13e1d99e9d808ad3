import type { Detector } from './detector.ts';
import { addCounts, noCounts, type RedactionCounts, redactText } from './redact-text.ts';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

declare const redacted: unique symbol;

/** A value that has been through `redactFields`, which alone can make one. */
export type Redacted<T> = T & { readonly [redacted]: true };

/** Where in the value a string stands: object keys and array positions, outermost first. */
export type FieldPath = readonly (string | number)[];

export type RedactFieldsOptions = {
  /**
   * Strings that stay as they are because they are identifiers by construction (ids, digests, pseudonyms, catalogue
   * codes), never text that people wrote. Without it every string is searched.
   */
  readonly isIdentifier?: (path: FieldPath, text: string) => boolean;
};

export type RedactedFields<T> = { readonly value: Redacted<T>; readonly counts: RedactionCounts };

/**
 * Masks every string of a JSON value, keys of objects included, and leaves its shape. Throws a `TypeError` on what
 * JSON does not have (`undefined`, functions, class instances such as `Personal`), without repeating it.
 */
export function redactFields<T extends JsonValue>(
  value: T,
  detectors: readonly Detector[],
  { isIdentifier = () => false }: RedactFieldsOptions = {},
): RedactedFields<T> {
  let counts: RedactionCounts = noCounts();

  function mask(text: string): string {
    const result = redactText(text, detectors);
    counts = addCounts(counts, result.counts);
    return result.text;
  }

  function walk(field: unknown, path: FieldPath): unknown {
    if (typeof field === 'string') return isIdentifier(path, field) ? field : mask(field);
    if (Array.isArray(field)) return field.map((item, i) => walk(item, [...path, i]));
    if (isPlainObject(field)) return walkObject(field, path);
    if (field === null || typeof field === 'boolean' || Number.isFinite(field)) return field;
    throw new TypeError('value holds something that JSON does not have');
  }

  function walkObject(object: object, path: FieldPath): object {
    const fields = new Map<string, unknown>();
    for (const [key, field] of Object.entries(object)) {
      fields.set(freeKey(fields, mask(key)), walk(field, [...path, key]));
    }
    return Object.fromEntries(fields);
  }

  // the walk keeps the shape, and this is the one place that may give the brand
  return { value: walk(value, []) as Redacted<T>, counts };
}

/** Two keys that are masked alike stay two: `[email]` and `[email] 2`. */
function freeKey(taken: ReadonlyMap<string, unknown>, key: string): string {
  if (!taken.has(key)) return key;
  let number = 2;
  while (taken.has(`${key} ${number}`)) number += 1;
  return `${key} ${number}`;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
