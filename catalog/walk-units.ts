import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CatalogError } from './catalog-error.ts';

/** One folder of the catalog. */
export type Unit = {
  readonly id: string;
  /** `<kind>/<id>`, as errors name it. */
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  importFile(file: string): Promise<Readonly<Record<string, unknown>>>;
};

/**
 * The units in one kind's folder, in ascending order of ids; none where the folder does not exist. A folder without any
 * file is left over from a move and is no unit. `mainFile` is what makes it one; null leaves that to the caller.
 */
export async function walkUnits(kindFolder: string, mainFile: string | null): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  for (const id of await listFolders(kindFolder)) {
    const unit = await readUnit(join(kindFolder, id), `${basename(kindFolder)}/${id}`);
    const isEmpty = unit.files.length === 0 && (await listFolders(unit.folder)).length === 0;
    if (isEmpty) continue;
    if (!/^[a-z0-9][a-z0-9.-]*$/.test(id)) throw new CatalogError(unit.name, 'its id is not in kebab-case');
    if (mainFile !== null && !unit.files.includes(mainFile)) {
      throw new CatalogError(unit.name, `it has no file ${mainFile}`);
    }
    units.push(unit);
  }
  return units;
}

export async function readUnit(folder: string, name: string): Promise<Unit> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return {
    id: basename(folder),
    name,
    folder,
    files: files.toSorted(),
    importFile: (file) => importUnitFile(folder, name, file),
  };
}

/** Sub-folders in ascending order; dot folders and dependencies are none of ours. */
export async function listFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return folders.filter((name) => !name.startsWith('.') && name !== 'node_modules').toSorted();
}

async function importUnitFile(folder: string, name: string, file: string) {
  try {
    const module: unknown = await import(pathToFileURL(join(folder, file)).href);
    // A module namespace is an object of its exports.
    return module as Readonly<Record<string, unknown>>;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new CatalogError(name, `${file} does not run: ${words}`, error);
  }
}
