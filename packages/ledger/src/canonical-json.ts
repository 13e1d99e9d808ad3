import { LedgerFormatError } from './ledger-format-error.ts';

/** Nesting allowed in canonical JSON; it also ends the walk through a value that contains itself. */
export const CANONICAL_DEPTH_MAX = 64;

/**
 * RFC 8785 in the ledger's frozen profile: integers of at most 2^53-1, well-formed strings without U+0000, plain
 * objects and dense arrays. `undefined` is refused, not dropped. Throws `LedgerFormatError`.
 */
export function canonicalize(value: unknown): string {
  return writeValue(value, integerText, 0);
}

/** RFC 8785 with any finite number, for documents of others; entries never hold what only this accepts. */
export function canonicalizeRfc8785(value: unknown): string {
  return writeValue(value, finiteNumberText, 0);
}

/** Parses text that must be exactly what `canonicalize` writes; so duplicate keys and other spellings are refused. */
export function parseCanonical(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LedgerFormatError('bad-json', 'text is not JSON');
  }
  if (canonicalize(value) !== text) {
    throw new LedgerFormatError('not-canonical', 'text is not in canonical form or repeats a key');
  }
  return value;
}

type NumberText = (value: number) => string;

function writeValue(value: unknown, numberText: NumberText, depth: number): string {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === CANONICAL_DEPTH_MAX)
        throw new LedgerFormatError('too-deep', 'value is nested too deeply');
      return Array.isArray(value)
        ? arrayText(value, numberText, depth + 1)
        : objectText(value, numberText, depth + 1);
    default:
      throw new LedgerFormatError('bad-type', `a ${typeof value} has no canonical form`);
  }
}

function arrayText(array: readonly unknown[], numberText: NumberText, depth: number): string {
  let text = '[';
  for (let i = 0; i < array.length; i++) {
    text += (i === 0 ? '' : ',') + writeValue(array[i], numberText, depth);
  }
  return `${text}]`;
}

/** Keys stand in the order of their UTF-16 code units, which is the default order of `sort`. */
function objectText(object: object, numberText: NumberText, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new LedgerFormatError('bad-type', 'only plain objects and arrays have a canonical form');
  }
  let text = '{';
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of entries) {
    text += `${text === '{' ? '' : ','}${stringText(key)}:${writeValue(value, numberText, depth)}`;
  }
  return `${text}}`;
}

/** U+0000 is refused because the database's text cannot hold it; a lone surrogate because hashing would replace it. */
function stringText(text: string): string {
  if (!text.isWellFormed()) throw new LedgerFormatError('bad-string', 'string holds a lone surrogate');
  if (text.includes('\0')) throw new LedgerFormatError('bad-string', 'string holds U+0000');
  return JSON.stringify(text);
}

function integerText(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw new LedgerFormatError('bad-number', 'number is not an integer of at most 2^53-1');
  }
  return finiteNumberText(value);
}

/** `String` writes numbers as RFC 8785, section 3.2.2.3 asks, -0 as 0. */
function finiteNumberText(value: number): string {
  if (!Number.isFinite(value)) throw new LedgerFormatError('bad-number', 'number is not finite');
  return String(value);
}
