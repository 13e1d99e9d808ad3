import { expect, test, vi } from 'vitest';

// Texts are chosen by the language of the page.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });
const { oneIn } = await import('./one-in.ts');

test.each([
  [0.9, '1 in 2 or more'],
  [0.1, 'about 1 in 10'],
  [1 / 4_487, 'about 1 in 4,500'],
  [1e-12, 'less than 1 in 1,000,000'],
  [0, 'less than 1 in 1,000,000'],
])('a chance of %d is said as %s', (chance, words) => {
  expect(oneIn(chance)).toBe(words);
});
