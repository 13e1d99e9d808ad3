import { loadCatalog } from '@daybook/catalog';
import { noFindings, type Verdict } from '@daybook/kit';
import { describe, expect, it } from 'vitest';
import type { ControlStatus } from '../controls/index.ts';
import { resolveAsOf } from './as-of.ts';
import { countStates, coverage } from './coverage.ts';

const catalog = await loadCatalog();
const iso = catalog.frameworks.get('iso-27001-2022');

describe('coverage', () => {
  it('has every requirement in the order of the framework, and a state for each that can be assessed', () => {
    const requirements = cover({});

    expect(requirements.map(({ id }) => id)).toEqual(iso?.structure.map(({ id }) => id));
    for (const { assessable, state } of requirements) expect(state !== null).toBe(assessable);
    expect(Object.values(countStates(requirements)).reduce((sum, count) => sum + count, 0)).toBe(123);
  });

  it('is not covered without a control, not evidenced without a test', () => {
    const requirements = cover({});

    expect(stateOf(requirements, 'A.7.1')).toBe('not-covered');
    expect(stateOf(requirements, 'A.8.5')).toBe('not-evidenced');
  });

  it('fails where one control fails, and nowhere else', () => {
    const requirements = cover({
      'multi-factor-authentication': 'not-effective',
      'account-ownership': 'effective',
    });

    expect(stateOf(requirements, 'A.8.5')).toBe('failing');
    expect(stateOf(requirements, 'A.5.16')).toBe('partly-covered');
    expect(requirements.find(({ id }) => id === 'A.8.5')?.controls).toMatchObject([
      { id: 'brand-account-sign-in', verdict: 'not-tested', covers: 'part' },
      { id: 'multi-factor-authentication', verdict: 'not-effective', covers: 'part' },
    ]);
  });
});

it.each([
  [undefined, '2026-03-06T12:00:00.000Z'],
  ['2026-03-01', '2026-03-01T23:59:59.999Z'],
  ['2026-03-06', '2026-03-06T12:00:00.000Z'],
  ['2027-01-01', '2026-03-06T12:00:00.000Z'],
  ['2026-03-01T10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
])('reads %s as the instant %s', (asked, instant) => {
  expect(resolveAsOf(asked, '2026-03-06T12:00:00.000Z')).toBe(instant);
});

function cover(verdicts: Readonly<Record<string, Verdict>>) {
  if (iso === undefined) throw new Error('no framework');
  const statuses = [...catalog.controls.values()].map((control): [string, ControlStatus] => {
    const verdict = verdicts[control.id] ?? 'not-tested';
    const judgement = { verdict, counts: noFindings, items: 0, reason: 'Because.', next: null };
    return [
      control.id,
      {
        control,
        judgement,
        erased: { items: 0, of: 0 },
        standings: [],
        populations: [],
        evaluatedAt: null,
        position: null,
      },
    ];
  });
  return coverage(iso, catalog.mappings, new Map(statuses));
}

function stateOf(requirements: ReturnType<typeof coverage>, id: string) {
  return requirements.find((requirement) => requirement.id === id)?.state;
}
