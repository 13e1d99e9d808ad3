import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentChecks, findRelease } from './catalog.ts';
import { loadCatalog } from './load-catalog.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'daybook-catalog-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('a catalog', () => {
  it('finds units by their folders alone', async () => {
    await writeSmallCatalog();

    const catalog = await loadCatalog(root);

    expect([...catalog.controls.keys()]).toEqual(['locked-doors']);
    expect([...catalog.frameworks.keys()]).toEqual(['house-rules']);
    expect(catalog.mappings).toHaveLength(1);
    expect(currentChecks(catalog).map((release) => release.check.id)).toEqual(['doors-locked']);
  });

  it('keeps released versions in the order of their numbers', async () => {
    await writeSmallCatalog();
    for (const version of [10, 2])
      await write(`checks/doors-locked/v${version}/check.ts`, checkSource({ version }));

    const catalog = await loadCatalog(root);

    expect(catalog.checks.get('doors-locked')?.map((release) => release.check.version)).toEqual([1, 2, 10]);
    expect(currentChecks(catalog)[0]?.check.version).toBe(10);
    expect(findRelease(catalog, 'doors-locked', 2)?.check.version).toBe(2);
    expect(findRelease(catalog, 'doors-locked', 3)).toBeNull();
  });

  it('changes the digest of a version with any byte or name of its folder', async () => {
    await writeSmallCatalog();
    const digest = async () => (await loadCatalog(root)).checks.get('doors-locked')?.[0]?.digest;
    const before = await digest();

    await write('checks/doors-locked/v1/cases.json', '[]');

    expect(await digest()).not.toBe(before);
  });

  it('passes over a folder that a move left empty', async () => {
    await writeSmallCatalog();
    await mkdir(join(root, 'controls/gone'));

    expect((await loadCatalog(root)).controls.has('gone')).toBe(false);
  });

  it('accepts a unit whose name begins like a version', async () => {
    await writeSmallCatalog();
    await write('controls/visitors/control.json', JSON.stringify({ ...control(), id: 'visitors' }));

    expect((await loadCatalog(root)).controls.has('visitors')).toBe(true);
  });
});

describe('a catalog refuses, naming the unit,', () => {
  beforeEach(() => writeSmallCatalog());

  it.each([
    [
      'a unit whose id is not its folder',
      'controls/open-windows/control.json',
      JSON.stringify(control()),
      'controls/open-windows',
      'its id is `locked-doors`',
    ],
    [
      'a file that is not JSON',
      'controls/locked-doors/control.json',
      '{',
      'controls/locked-doors',
      'control.json is not JSON',
    ],
    [
      'a member that is missing',
      'controls/locked-doors/control.json',
      '{"id":"locked-doors"}',
      'controls/locked-doors',
      'title',
    ],
    [
      'a folder without its main file',
      'frameworks/notes/README.md',
      '# Notes',
      'frameworks/notes',
      'it has no file framework.json',
    ],
    [
      'a check of an unknown control',
      'checks/doors-locked/v1/check.ts',
      checkSource({ control: 'windows' }),
      'checks/doors-locked',
      'names the control `windows`',
    ],
    [
      'a check of an unknown kind',
      'checks/doors-locked/v1/check.ts',
      checkSource({ population: 'door' }),
      'checks/doors-locked/v1',
      '`door` is no kind',
    ],
    [
      'a check whose version is not its folder',
      'checks/doors-locked/v2/check.ts',
      checkSource({ version: 3 }),
      'checks/doors-locked/v2',
      'its version is 3, not 2',
    ],
    [
      'a check that exports nothing',
      'checks/doors-locked/v2/check.ts',
      'export const other = 1;',
      'checks/doors-locked/v2',
      'must export `check`',
    ],
    [
      'a check that does not run',
      'checks/doors-locked/v2/check.ts',
      'throw new Error("no key");',
      'checks/doors-locked/v2',
      'check.ts does not run: no key',
    ],
    [
      'a mapping to an unknown framework',
      'controls/locked-doors/mappings.json',
      mapped({ framework: 'garden' }),
      'controls/locked-doors',
      'framework `garden`, which does not exist',
    ],
    [
      'a mapping to an unknown requirement',
      'controls/locked-doors/mappings.json',
      mapped({ requirement: 'R.9' }),
      'controls/locked-doors',
      '`R.9`, which `house-rules` cannot be assessed on',
    ],
    [
      'a mapping to a heading',
      'controls/locked-doors/mappings.json',
      mapped({ requirement: 'R' }),
      'controls/locked-doors',
      '`R`, which `house-rules` cannot be assessed on',
    ],
    [
      'a mapping of another control',
      'controls/locked-doors/mappings.json',
      mapped({ control: 'other' }),
      'controls/locked-doors',
      'row for the control `other`',
    ],
    [
      'the same pair from both sides',
      'frameworks/house-rules/mappings.json',
      mapped({}),
      'frameworks/house-rules',
      'which `controls/locked-doors` already does',
    ],
    [
      'a connector without its members',
      'connectors/bell/connector.ts',
      'export const connector = { id: "bell" };',
      'connectors/bell',
      'must export `connector`',
    ],
  ])('%s', async (_promise, path, text, unit, problem) => {
    await write(path, text);

    const loading = loadCatalog(root);

    await expect(loading).rejects.toMatchObject({ name: 'CatalogError', unit });
    await expect(loading).rejects.toThrow(problem);
  });
});

async function writeSmallCatalog(): Promise<void> {
  await write('controls/locked-doors/control.json', JSON.stringify(control()));
  await write('controls/locked-doors/mappings.json', mapped({}));
  await write('frameworks/house-rules/framework.json', JSON.stringify(framework));
  await write('checks/doors-locked/v1/check.ts', checkSource({}));
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function control() {
  return { id: 'locked-doors', title: 'Doors are locked', statement: 'Doors are locked.', why: 'Burglars.' };
}

const framework = {
  id: 'house-rules',
  name: 'House rules',
  title: 'Rules of a house',
  version: '1',
  publisher: 'Nobody',
  kind: 'guidance',
  url: 'https://house.example',
  rights: 'none',
  structure: [
    { id: 'R', title: 'Rules', parent: null, level: 'part', assessable: false },
    { id: 'R.1', title: 'Doors', parent: 'R', level: 'rule', assessable: true },
  ],
};

function mapped(change: Readonly<Record<string, string>>): string {
  const row = {
    control: 'locked-doors',
    framework: 'house-rules',
    requirement: 'R.1',
    covers: 'whole',
    part: 'All.',
  };
  return JSON.stringify([{ ...row, ...change }]);
}

function checkSource(change: Readonly<Record<string, unknown>>): string {
  const members = {
    id: 'doors-locked',
    version: 1,
    title: 'Doors locked',
    summary: 'Doors are locked.',
    control: 'locked-doors',
    population: 'account',
    related: null,
    ...change,
  };
  return `export const check = { ...${JSON.stringify(members)}, evaluate() { throw new Error('unused'); } };`;
}
