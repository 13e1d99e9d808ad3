import { type Emission, freeText } from '@daybook/kit';
import { describe, expect, test } from 'vitest';
import { account, listOf } from '../../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../../testing/open-test-services.ts';
import { clockHealth, type StatedTime } from './clock-health.ts';
import { lateness } from './lateness.ts';
import { ledgerHealth } from './ledger-health.ts';

const ada = listOf([account('ada@company.example')]);

describe('the clock', () => {
  const now = '2026-03-01T12:00:00.000Z';
  const witness: StatedTime = { kind: 'witness', by: 'witness.example', at: now, takenAt: now };

  test('is unknown as long as no third party stated a time; a mail server states none', () => {
    expect(clockHealth([], now)).toMatchObject({ state: 'unknown', skewSeconds: null });
    expect(clockHealth([{ ...witness, kind: 'mail' }], now)).toMatchObject({ state: 'unknown' });
  });

  test('is held against the newest stated time, up to a minute either way', () => {
    const at = (seconds: number) => new Date(Date.parse(now) - seconds * 1_000).toISOString();
    const earlier = { ...witness, takenAt: at(3_600), at: at(0) };

    expect(clockHealth([{ ...witness, at: at(60) }, earlier], now)).toMatchObject({
      state: 'ok',
      skewSeconds: 60,
    });
    expect(clockHealth([{ ...witness, at: at(61) }], now)).toMatchObject({
      state: 'skewed',
      skewSeconds: 61,
    });
    expect(clockHealth([{ ...witness, at: at(-61) }], now)).toMatchObject({
      state: 'skewed',
      skewSeconds: -61,
    });
    expect(clockHealth([earlier], now)).toMatchObject({ state: 'skewed', comparedWith: 'witness.example' });
  });

  test('is unknown again a day after it was last compared', () => {
    expect(clockHealth([witness], '2026-03-02T12:00:00.001Z')).toMatchObject({
      state: 'unknown',
      skewSeconds: 0,
    });
  });
});

describe('the gaps of a source', () => {
  test('are the times in which it was not read whole for longer than its lists allow, with what was tried', async () => {
    await using context = await openTestServices();
    await pull(context, ada);
    context.clock.set('2026-03-02T11:00:00.000Z');
    await pull(context, ada);
    context.clock.set('2026-03-03T10:00:00.000Z');
    await pull(context, new Error('the door was shut'));
    context.clock.set('2026-03-03T23:00:00.000Z');
    await pull(context, ada);
    context.clock.set('2026-03-06T23:00:00.000Z');

    const { gaps } = await health(context);

    expect(gaps).toMatchObject([
      { from: '2026-03-03T23:00:00.000Z', to: '2026-03-06T23:00:00.000Z', hours: 72 },
      { from: '2026-03-02T11:00:00.000Z', to: '2026-03-03T23:00:00.000Z', hours: 36 },
    ]);
    expect(gaps[0]?.reason).toContain('and is not yet: nobody read it');
    expect(gaps[1]?.reason).toContain('until then: 1 reading was not whole; the last one said:');
  });

  test('begin with the first try where it never was read whole', async () => {
    await using context = await openTestServices();
    await pull(
      context,
      listOf([account('ada@company.example')], { isComplete: false, reasons: ['cut off'] }),
    );
    context.clock.set('2026-03-03T12:00:00.000Z');

    const { gaps } = await health(context);

    expect(gaps).toMatchObject([{ from: '2026-03-01T12:00:00.000Z', hours: 48 }]);
  });
});

describe('late evidence', () => {
  test('is what was recorded later than its source is to be read', () => {
    const hours = [1, 2, 30, 24].map((count) => count * 3_600_000);

    const told = lateness(hours, { expectedHours: 24, isUpload: false });

    expect(told).toMatchObject({ entries: 4, late: 1, medianLagSeconds: 7_200 });
    expect(told.sentence).toBe(
      '1 of the newest 4 entries were recorded more than 24 hours after they happened; half of them within 2 hours.',
    );
  });

  test('leaves out what the first reading told, and says so where nothing else is there', async () => {
    await using context = await openTestServices();
    await pull(context, mergedAt('2026-02-01T00:00:00.000Z'));
    const first = await health(context);
    context.clock.set('2026-03-02T12:00:00.000Z');
    await pull(
      context,
      mergedAt('2026-02-01T00:00:00.000Z', '2026-03-02T06:00:00.000Z', '2026-02-20T00:00:00.000Z'),
    );

    const { late } = await health(context);

    expect(first.late).toMatchObject([{ entries: 0, late: 0, isUpload: false }]);
    expect(late).toMatchObject([{ name: expect.any(String), entries: 2, late: 1, medianLagSeconds: 21_600 }]);
  });
});

function health({ services, workspaceId }: TestServices) {
  return services.database.withWorkspace(workspaceId, (tx) => ledgerHealth(tx, services));
}

/** Pull requests, for they say when they were merged. */
function mergedAt(...instants: readonly string[]): readonly Emission[] {
  const list = { kind: 'pull-request', scope: 'git.example/acme/app' } as const;
  const records = instants.map((instant, i) => ({
    type: 'record' as const,
    ...list,
    record: {
      number: i + 1,
      title: freeText('a change'),
      author: 'unknown' as const,
      authorIsBot: false,
      baseBranch: 'main',
      state: 'merged' as const,
      createdAt: instant,
      mergedAt: instant,
      mergedBy: 'unknown' as const,
      mergeCommit: 'unknown' as const,
      reviews: [],
    },
  }));
  const end = { isComplete: true, reasons: [], sourceCount: null, pages: 1, gaps: [], attributes: {} };
  return [
    { type: 'population', ...list, query: 'all pull requests', maxGapHours: 24 },
    ...records,
    { type: 'end', ...list, ...end },
  ];
}
