import type { Schema } from './describe-operations.ts';

/** A number in [0, 1); the same seed gives the same numbers. */
export type Random = () => number;

const nastyTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'a'.repeat(20_000),
  '../../../../etc/passwd',
  "' or 1=1 --",
  '%',
  '%00',
  '\\',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '-1',
  'NaN',
  '2026-02-30T25:61:00Z',
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '🙂\u202e\u0301',
  '(a+)+$',
  'default',
  'con_00000000-0000-7000-8000-000000000000',
];

const nastyValues: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  -(2 ** 31) - 1,
  [],
  {},
  [[[[]]]],
  { length: -1 },
  { constructor: { prototype: {} } },
  Array.from({ length: 2_000 }, () => 'x'),
];

export function pick<Item>(items: readonly Item[], random: Random): Item {
  // An index below the length of a list that is not empty.
  return items[Math.floor(random() * items.length)] as Item;
}

/** Mostly what the schema asks for, so that the request gets past validation; often enough something else. */
export function makeValue(schema: Schema, random: Random, depth = 0): unknown {
  if (random() < 0.12 || depth > 8)
    return random() < 0.6 ? pick(nastyTexts, random) : pick(nastyValues, random);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined && choices.length > 0) return makeValue(pick(choices, random), random, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined && schema.enum.length > 0) return pick(schema.enum, random);
  const type = typeof schema.type === 'string' ? schema.type : pick(schema.type ?? ['string'], random);
  if (type === 'object') return makeObject(schema, random, depth);
  if (type === 'array')
    return Array.from({ length: Math.floor(random() * 4) }, () =>
      makeValue(schema.items ?? {}, random, depth + 1),
    );
  return makePlain(type, random);
}

function makeObject({ properties = {}, required = [] }: Schema, random: Random, depth: number): object {
  const wanted = Object.entries(properties).filter(
    ([name]) => random() < (required.includes(name) ? 0.97 : 0.5),
  );
  const made = wanted.map(([name, inner]) => [name, makeValue(inner, random, depth + 1)]);
  if (random() < 0.1) made.push([pick(nastyTexts, random), pick(nastyValues, random)]);
  return Object.fromEntries(made);
}

function makePlain(type: string, random: Random): unknown {
  if (type === 'boolean') return random() < 0.5;
  if (type === 'integer') return Math.floor(random() * 100);
  if (type === 'number') return random() * 100;
  if (type === 'null') return null;
  return random() < 0.5 ? pick(nastyTexts, random) : `text ${Math.floor(random() * 1_000)}`;
}
