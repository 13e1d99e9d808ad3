import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, factKinds } from '@daybook/kit';
import type { ReleasedCheck } from './catalog.ts';
import { CatalogError } from './catalog-error.ts';
import { isUnitObject } from './parse-unit.ts';
import { listFolders, readUnit, type Unit, walkUnits } from './walk-units.ts';

/** Every released version of every check, ascending. */
export async function loadChecks(folder: string): Promise<ReadonlyMap<string, readonly ReleasedCheck[]>> {
  const units = await walkUnits(folder, null);
  const loaded = units.map(async (unit) => [unit.id, await loadVersions(unit)] as const);
  return new Map(await Promise.all(loaded));
}

async function loadVersions(unit: Unit): Promise<readonly ReleasedCheck[]> {
  const folders = (await listFolders(unit.folder)).filter((name) => /^v[1-9][0-9]*$/.test(name));
  if (folders.length === 0) throw new CatalogError(unit.name, 'it has no version folder such as v1');
  const versions = folders.map((name) => Number(name.slice(1))).toSorted((first, second) => first - second);
  return Promise.all(versions.map((version) => loadVersion(unit, version)));
}

async function loadVersion(unit: Unit, version: number): Promise<ReleasedCheck> {
  const name = `${unit.name}/v${version}`;
  const release = await readUnit(join(unit.folder, `v${version}`), name);
  if (!release.files.includes('check.ts')) throw new CatalogError(name, 'it has no file check.ts');
  const check: unknown = (await release.importFile('check.ts')).check;
  refuseMalformed(name, check);
  if (check.id !== unit.id) {
    throw new CatalogError(name, `its id is \`${check.id}\` but its folder is \`${unit.id}\``);
  }
  if (check.version !== version)
    throw new CatalogError(name, `its version is ${check.version}, not ${version}`);
  return { check, digest: await digestFolder(release), folder: release.folder };
}

function refuseMalformed(name: string, check: unknown): asserts check is Check {
  const members = { version: 'number', title: 'string', summary: 'string', control: 'string' } as const;
  if (!isUnitObject(check, { ...members, population: 'string', related: 'object', evaluate: 'function' })) {
    throw new CatalogError(name, 'check.ts must export `check`, made with defineCheck');
  }
  const kinds: readonly unknown[] = factKinds;
  if (!kinds.includes(check.population)) {
    throw new CatalogError(name, `its population \`${String(check.population)}\` is no kind of the ontology`);
  }
}

/**
 * SHA-256 over the files of a version folder in ascending order of their names: for each the name, one zero byte, its
 * length in bytes in decimal digits, one zero byte, its bytes. What the digest names can no longer be changed.
 */
async function digestFolder(release: Unit): Promise<string> {
  const hash = createHash('sha256');
  for (const file of release.files) {
    const bytes = await readFile(join(release.folder, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
