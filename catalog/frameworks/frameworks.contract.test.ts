import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../load-catalog.ts';

const catalog = await loadCatalog();

describe.each([...catalog.frameworks])('framework %s', (_id, framework) => {
  it('names its publisher, its edition and who owns its text', () => {
    for (const text of [framework.publisher, framework.version, framework.rights, framework.title]) {
      expect(text.length).toBeGreaterThan(2);
    }
    expect(new URL(framework.url).protocol).toBe('https:');
  });

  it('has no withdrawn requirement that could be assessed', () => {
    const wrong = framework.structure.filter((node) => node.status === 'withdrawn' && node.assessable);

    expect(wrong).toEqual([]);
  });

  it('keeps titles short, as facts and not as text', () => {
    for (const node of framework.structure) expect(node.title.length).toBeLessThan(160);
  });
});

/** Counts that the publishers themselves state. */
it.each([
  ['iso-27001-2022', 'control', 93],
  ['soc2-tsc-2017-2022', 'criterion', 61],
  ['nist-csf-2.0', 'subcategory', 106],
  ['nist-csf-2.0', 'category', 22],
  ['nist-csf-2.0', 'function', 6],
])('%s has every %s', (id, level, count) => {
  const nodes = catalog.frameworks.get(id)?.structure.filter((node) => node.level === level);

  expect(nodes?.length).toBe(count);
});
