import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdicts } from './control-verdict.ts';
import { requirementState } from './requirement-state.ts';

const whole = (verdict: (typeof verdicts)[number]) => ({ covers: 'whole' as const, verdict });
const part = (verdict: (typeof verdicts)[number]) => ({ covers: 'part' as const, verdict });

describe('the state of a requirement', () => {
  it.each([
    ['nothing maps to it', [], 'not-covered'],
    ['its one control operates and answers all of it', [whole('effective')], 'operating'],
    ['its one control operates and answers a part', [part('effective')], 'partly-covered'],
    ['all operate and one answers all of it', [part('effective'), whole('effective')], 'operating'],
    ['one operates and one was never tested', [whole('effective'), part('not-tested')], 'partly-covered'],
    ['nothing was tested', [whole('not-tested'), part('not-tested')], 'not-evidenced'],
    [
      'one fails among unknown ones',
      [part('not-observable'), part('not-effective'), whole('effective')],
      'failing',
    ],
    ['one cannot be seen', [whole('effective'), part('not-observable')], 'unknown'],
    ['it is too early', [whole('too-early')], 'unknown'],
    ['its control deviates within what is tolerable', [whole('effective-with-deviations')], 'partly-covered'],
  ] as const)('when %s', (_when, rows, state) => {
    expect(requirementState(rows)).toBe(state);
  });

  it('never operates while any of its controls does not', () => {
    const row = fc.record({
      covers: fc.constantFrom('whole', 'part'),
      verdict: fc.constantFrom(...verdicts),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const operates = requirementState(rows) === 'operating';
        return !operates || rows.every((mapped) => mapped.verdict === 'effective');
      }),
    );
  });
});
