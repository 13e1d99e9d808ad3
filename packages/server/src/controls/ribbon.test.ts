import type { ReleasedCheck } from '@daybook/catalog';
import { type Check, defineCheck, noFindings } from '@daybook/kit';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from './check-results.store.ts';
import type { PopulationSighting } from './population-sightings.store.ts';
import { ribbonDays } from './ribbon.ts';

const check: Check = defineCheck<'account', never>({
  id: 'some-check',
  version: 1,
  title: 'Some check',
  summary: 'Some check.',
  control: 'some-control',
  population: 'account',
  related: null,
  evaluate: () => ({ outcome: 'pass', code: 'ok', reason: 'it is' }),
});
const checks: readonly ReleasedCheck[] = [{ check, digest: 'd', folder: '/' }];
const now = '2026-03-06T12:00:00.000Z';

describe('the ribbon', () => {
  it('is unobserved before the first result, then shows each day as it ended', () => {
    const results = [
      result('2026-03-02T09:00:00.000Z', { fail: 1 }),
      result('2026-03-03T09:00:00.000Z', { pass: 1 }),
    ];
    const sightings = [sighting('2026-03-02T09:00:00.000Z', '2026-03-30T00:00:00.000Z')];

    const days = ribbonDays({ checks, results, sightings, from: '2026-03-01', to: '2026-03-04', now });

    expect(days.map(({ day, state }) => `${day} ${state}`)).toEqual([
      '2026-03-01 unobserved',
      '2026-03-02 not-effective',
      '2026-03-03 effective',
      '2026-03-04 effective',
    ]);
  });

  it('says nothing of days that have not come', () => {
    const results = [result('2026-03-05T09:00:00.000Z', { pass: 1 })];
    const sightings = [sighting('2026-03-05T09:00:00.000Z', '2026-03-30T00:00:00.000Z')];

    const days = ribbonDays({ checks, results, sightings, from: '2026-03-06', to: '2026-03-07', now });

    expect(days.map(({ state }) => state)).toEqual(['effective', 'unobserved']);
  });

  it('is not observable on days on which the list was too old, even when it came back before midnight', () => {
    const results = [result('2026-03-01T09:00:00.000Z', { pass: 1 })];
    const sightings = [
      sighting('2026-03-01T09:00:00.000Z', '2026-03-02T09:00:00.000Z'),
      sighting('2026-03-04T09:00:00.000Z', '2026-03-05T23:59:59.999Z'),
    ];

    const days = ribbonDays({ checks, results, sightings, from: '2026-03-01', to: '2026-03-05', now });

    expect(days.map(({ state }) => state)).toEqual([
      'effective',
      'not-observable',
      'not-observable',
      'not-observable',
      'not-observable',
    ]);
  });

  it('keeps a known failure on days on which the list was too old', () => {
    const results = [result('2026-03-01T09:00:00.000Z', { pass: 1, fail: 1 })];
    const sightings = [sighting('2026-03-01T09:00:00.000Z', '2026-03-02T09:00:00.000Z')];

    const days = ribbonDays({ checks, results, sightings, from: '2026-03-03', to: '2026-03-03', now });

    expect(days).toEqual([
      { day: '2026-03-03', state: 'not-effective', counts: { ...noFindings, fail: 1, unknown: 1 } },
    ]);
  });
});

function result(recordedAt: string, counts: Partial<typeof noFindings>): CheckResult {
  return {
    checkId: 'some-check',
    run: 1,
    controlId: 'some-control',
    version: 1,
    digest: 'd',
    scopes: [{ scope: 'helpdesk', counts: { ...noFindings, ...counts } }],
    findingsDigest: 'f',
    commonestSettle: null,
    position: 1,
    recordedAt,
  };
}

function sighting(seenAt: string, staleAt: string): PopulationSighting {
  return { kind: 'account', scope: 'helpdesk', seenAt, isComplete: true, staleAt, reasons: [] };
}
