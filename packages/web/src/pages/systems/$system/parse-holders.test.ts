import { expect, test } from 'vitest';
import { parseHolders } from './parse-holders.ts';

test.each([
  ['Ada Byron', [{ name: 'Ada Byron' }]],
  ['Ada Byron, delegate', [{ name: 'Ada Byron', role: 'delegate' }]],
  ['ada@company.example, delegate', [{ email: 'ada@company.example', role: 'delegate' }]],
  [
    'Ada Byron, ada@company.example, delegate\n\n@brand_helper',
    [{ name: 'Ada Byron', email: 'ada@company.example', role: 'delegate' }, { login: 'brand_helper' }],
  ],
  ['', []],
])('people typed as %j', (text, holders) => {
  expect(parseHolders(text)).toEqual(holders);
});
