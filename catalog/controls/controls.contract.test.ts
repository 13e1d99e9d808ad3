import { describe, expect, it } from 'vitest';
import { checksOfControl } from '../catalog.ts';
import { loadCatalog } from '../load-catalog.ts';

const catalog = await loadCatalog();

describe.each([...catalog.controls])('control %s', (id, control) => {
  it('is tested by a check', () => {
    expect(checksOfControl(catalog, id).length).toBeGreaterThan(0);
  });

  it('answers at least one requirement', () => {
    expect(catalog.mappings.some((mapping) => mapping.control === id)).toBe(true);
  });

  it('is told in whole sentences that end', () => {
    for (const text of [control.statement, control.why]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(control.title).not.toMatch(/\.$/);
  });
});

it('says of every row that covers a part which part that is, in words of its own', () => {
  for (const mapping of catalog.mappings) {
    const title = catalog.frameworks
      .get(mapping.framework)
      ?.structure.find((node) => node.id === mapping.requirement)?.title;
    expect(mapping.part).toMatch(/^[A-Z].{20,}\.$/);
    expect(mapping.part).not.toBe(title);
  }
});

it('reaches the requirements that people cite for code review and MFA', () => {
  const pairs = new Set(catalog.mappings.map((row) => `${row.control} ${row.framework} ${row.requirement}`));

  for (const pair of [
    'multi-factor-authentication iso-27001-2022 A.8.5',
    'multi-factor-authentication soc2-tsc-2017-2022 CC6.1',
    'multi-factor-authentication nist-csf-2.0 PR.AA-03',
    'change-review iso-27001-2022 A.8.28',
    'change-review iso-27001-2022 A.8.29',
    'change-review iso-27001-2022 A.8.32',
    'change-review soc2-tsc-2017-2022 CC8.1',
    'change-review nist-csf-2.0 PR.PS-01',
    'change-review nist-csf-2.0 PR.PS-06',
    'account-ownership nist-csf-2.0 PR.AA-01',
  ]) {
    expect(pairs).toContain(pair);
  }
});
