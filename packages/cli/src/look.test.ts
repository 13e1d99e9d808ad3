import { expect, test } from 'vitest';
import { createLook, plural, wantsColour } from './look.ts';

test('in a pipe a state is its shape and its word, without escape codes', () => {
  const look = createLook(false);

  expect(
    ['effective', 'not-effective', 'not-observable', 'not-applicable', 'not-tested'].map((state) =>
      look.state(state),
    ),
  ).toEqual(['● operating', '◆ not effective', '◍ cannot tell', '– not applicable', '○ nothing to test yet']);
});

test('colour only where a terminal looks and nobody declined it', () => {
  expect(wantsColour({ isTTY: true }, {})).toBe(true);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  expect(wantsColour({}, {})).toBe(false);
});

test('columns line up whatever colours the cells have', () => {
  const plain = createLook(false).table([
    ['● ok', '1'],
    ['◆ not so', '1,000'],
  ]);
  const look = createLook(true);

  expect(plain).toBe('● ok          1\n◆ not so  1,000');
  expect(
    look
      .table([
        [look.state('pass', 'ok'), '1'],
        ['◆ not so', '1,000'],
      ])
      .split('\n')[0]
      ?.endsWith('          1'),
  ).toBe(true);
});

test('counts agree with their nouns', () => {
  expect([plural(1, 'change'), plural(1234, 'change')]).toEqual(['1 change', '1,234 changes']);
});
