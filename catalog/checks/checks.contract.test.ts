import {
  type Check,
  evaluateItem,
  factKindRules,
  factSchemas,
  type Item,
  type RelatedFacts,
} from '@daybook/kit';
import { describe, expect, it } from 'vitest';
import { type CheckCase, readCheckCases } from '../check-case.ts';
import { loadCatalog } from '../load-catalog.ts';

const catalog = await loadCatalog();

/** What every released check guarantees, whoever wrote it. */
describe.each(
  [...catalog.checks].flatMap(([id, versions]) => versions.map((release) => [id, release] as const)),
)('check %s', async (_id, release) => {
  const { check } = release;
  const cases = await readCheckCases(release);

  it('has a case for each outcome', () => {
    const outcomes = new Set(cases.map((example) => example.expect.outcome));

    expect(outcomes).toEqual(new Set(['pass', 'fail', 'unknown', 'not-applicable']));
  });

  it('names its cases once', () => {
    expect(new Set(cases.map((example) => example.name)).size).toBe(cases.length);
  });

  it.each(cases.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const { item, related } = factsOf(example, check);

    const first = evaluateItem(check, item, related, example.asOf);
    const second = evaluateItem(check, structuredClone(item), structuredClone(related), example.asOf);

    expect({ outcome: first.outcome, code: first.code }).toEqual({
      outcome: example.expect.outcome,
      code: example.expect.code,
    });
    if (example.expect.reevaluateAt !== undefined)
      expect(first.reevaluateAt).toBe(example.expect.reevaluateAt);
    expect(second).toEqual(first);
    expect(first.reason).toMatch(/^[a-z].{10,200}[^.]$/);
    expect(first.outcome !== 'unknown' || (first.settle ?? '').length > 10).toBe(true);
    expect(first.reevaluateAt === undefined || first.reevaluateAt > example.asOf).toBe(true);
  });

  it('says one sentence for each code', () => {
    const codes = new Map<string, string>();
    for (const example of cases) {
      const { item, related } = factsOf(example, check);
      const { code, outcome } = evaluateItem(check, item, related, example.asOf);
      expect(codes.get(code) ?? outcome).toBe(outcome);
      codes.set(code, outcome);
    }
  });

  it('names what it judges and its digest', () => {
    expect(Object.keys(factSchemas)).toContain(check.population);
    expect(catalog.controls.has(check.control)).toBe(true);
    expect(release.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('gives the same digests each time the catalog is read', async () => {
  const again = await loadCatalog();

  for (const [id, versions] of catalog.checks) {
    expect(again.checks.get(id)?.map((release) => release.digest)).toEqual(
      versions.map((release) => release.digest),
    );
  }
});

/** The case's facts, held against the ontology and frozen, so that a check that writes to them throws. */
function factsOf(example: CheckCase, check: Check): { item: Item; related: RelatedFacts } {
  const item = frozenItem(example.item);
  expect(item.kind).toBe(check.population);
  const items = example.related.items.map(frozenItem);
  for (const other of items) expect(other.kind).toBe(check.related?.kind);
  return {
    item,
    related: Object.freeze({ items: Object.freeze(items), isComplete: example.related.isComplete }),
  };
}

function frozenItem(raw: CheckCase['item']): Item {
  const kind = Object.keys(factSchemas).find((known) => known === raw.kind);
  if (kind === undefined) throw new Error(`no kind ${raw.kind}`);
  // `kind` is one of the schema's own keys.
  const known = kind as Item['kind'];
  const value = factSchemas[known].strict().parse(raw.value);
  // The rules of one kind take the values of that kind, which its own schema has just parsed.
  const keyOf = factKindRules[known].keyOf as (value: unknown) => string;
  expect(raw.key).toBe(keyOf(value));
  return deepFreeze({ kind: known, scope: raw.scope, key: raw.key, value });
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
