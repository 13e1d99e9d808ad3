import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../catalog/load-catalog.ts';
import { repositoryRoot } from '../repository-root.ts';
import { compareStated } from './compare-stated.ts';
import { grounds, readStatedCounts, unrecorded } from './stated-counts.ts';

const stated = readStatedCounts();
const { connectors } = await loadCatalog();

test('every connector says what its recordings hold, or that there are none', () => {
  const told = new Set([...stated.flatMap(({ connector }) => connector ?? []), ...Object.keys(unrecorded)]);

  expect([...told].toSorted()).toEqual([...connectors.keys()].toSorted());
});

test('every figure was also had without the connector', () => {
  expect(stated.filter((one) => grounds(one) === '')).toEqual([]);
  expect(new Set(stated.map(({ what }) => what)).size).toBe(stated.length);
});

test('a connector that reads who has access states its figures beside itself', () => {
  const missing = stated.flatMap(({ connector, what, count }) => {
    if (connector === null || ['git', 'github', 'table'].includes(connector)) return [];
    const readme = readFileSync(join(repositoryRoot, 'catalog/connectors', connector, 'README.md'), 'utf8');
    const section = readme.split('## Recordings')[1] ?? '';
    return new RegExp(`\\b${count === 0 ? 'none' : count}\\b`).test(section) ? [] : [`${connector}: ${what}`];
  });

  expect(missing).toEqual([]);
});

test('a figure that is stated nowhere, a statement nobody compares and one that differs all fail', () => {
  const tides = {
    connector: 'tide-table',
    what: 'tides: accounts',
    count: 3,
    recording: 'none',
    reason: 'by hand',
  };
  const told = (what: string, expected: number) => ({ what, found: expected, expected });
  const failures = (compared: Parameters<typeof compareStated>[1]) =>
    compareStated('nowhere', compared, [tides]).filter(({ isGood }) => !isGood).length;

  expect(failures([told('tides: accounts', 3)])).toBe(0);
  expect(failures([told('tides: accounts', 4)])).toBe(1);
  expect(failures([])).toBe(1);
  expect(failures([told('tides: accounts', 3), told('moons: accounts', 1)])).toBe(1);
});
