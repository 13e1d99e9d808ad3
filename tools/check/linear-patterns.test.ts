import { loadCatalog } from '@daybook/catalog';
import { describe, expect, test } from 'vitest';
import { findPatterns, findSlowness, hintsOf } from './linear-patterns.ts';
import { isTest, readTextFiles } from './repository-files.ts';

const looked = /^(packages\/(server|kit|redaction|ledger|verify|cli)\/src\/|catalog\/).*\.ts$/;

test('no pattern of ours can be slowed down by what it reads: the time grows as the text does', () => {
  const files = [...readTextFiles((path) => looked.test(path) && !isTest(path))];

  const patterns = files.flatMap(findPatterns);
  const slow = patterns.flatMap(({ where, pattern }) => {
    const slowness = findSlowness((text) => pattern.exec(text), hintsOf(pattern));
    return slowness === null ? [] : [{ where, ...slowness }];
  });

  expect(patterns.length).toBeGreaterThan(200);
  expect(slow).toEqual([]);
}, 120_000);

const { detectors } = await loadCatalog();

test.each(detectors)(
  'the detector `$id` looks at a text in time that grows as the text does',
  ({ find }) => {
    const hints = [
      'password=',
      'api_key: ',
      'tel ',
      '+49 ',
      '4111 ',
      'a@b.',
      'Bearer ',
      'eyJ',
      '-----BEGIN ',
      '%40',
    ];

    expect(findSlowness(find, hints)).toBeNull();
  },
  120_000,
);

describe('what is planted is found', () => {
  test.each([
    [/^(a+)+$/, 'exponential'],
    [/(a|aa)+$/, 'exponential'],
    [/(\d+)*x/, 'exponential'],
    [/\s+$/, 'quadratic'],
    [/\d+ [+-]\d+$/, 'quadratic'],
  ] as const)('%s is %s', (pattern, growth) => {
    expect(findSlowness((text) => pattern.exec(text), hintsOf(pattern))).toMatchObject({ growth });
  });

  test.each([/^[a-z]+$/, /\d{1,20} [+-]\d{1,10}$/, /password=(\S{1,80})/])('%s is linear', (pattern) => {
    expect(findSlowness((text) => pattern.exec(text), hintsOf(pattern))).toBeNull();
  });

  test('in files, and left alone where their texts are short', () => {
    const text = 'const a = /x+$/;\n// bounded: a name\nconst b = /y+$/g;';

    expect(findPatterns({ path: 'a.ts', text })).toEqual([{ where: 'a.ts:1', pattern: /x+$/ }]);
  });
});
