import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const pagesDir = join(import.meta.dirname, '../pages');

test('every page of the navigation has a key and a place of its own', () => {
  const navs = globSync('**/page.tsx', { cwd: pagesDir }).flatMap((file) => {
    const text = readFileSync(join(pagesDir, file), 'utf8');
    const found = /nav: \{ group: '(\w+)', order: (\d+), key: '(.)'/.exec(text);
    return found === null ? [] : [{ place: `${found[1]} ${found[2]}`, key: found[3] }];
  });

  expect(navs.length).toBeGreaterThan(10);
  expect(new Set(navs.map(({ key }) => key)).size).toBe(navs.length);
  expect(new Set(navs.map(({ place }) => place)).size).toBe(navs.length);
});
