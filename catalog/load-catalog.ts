import { join } from 'node:path';
import { type Check, type Connector, channelSchema, controlSchema, frameworkSchema } from '@daybook/kit';
import type { Detector } from '@daybook/redaction';
import type { Catalog } from './catalog.ts';
import { CatalogError } from './catalog-error.ts';
import { loadChecks } from './load-checks.ts';
import { assessableNames, collectMappings, loadMappings } from './load-mappings.ts';
import { isUnitObject, parseUnitFile } from './parse-unit.ts';
import { type Unit, walkUnits } from './walk-units.ts';

/**
 * Reads every unit under the catalog's folder and holds all of them against each other. Throws `CatalogError`, naming
 * the unit, when one is malformed, names something that does not exist, or says what another already says.
 */
export async function loadCatalog(root: string = import.meta.dirname): Promise<Catalog> {
  const [connectors, checks, controls, frameworks, detectors, channels] = await Promise.all([
    loadConnectors(join(root, 'connectors')),
    loadChecks(join(root, 'checks')),
    loadControls(join(root, 'controls')),
    loadFrameworks(join(root, 'frameworks')),
    loadDetectors(join(root, 'detectors')),
    loadChannels(join(root, 'channels')),
  ]);
  const rows = [
    ...(await loadMappings(join(root, 'controls'), 'control')),
    ...(await loadMappings(join(root, 'frameworks'), 'framework')),
  ];
  for (const [id, versions] of checks) refuseUnknownControl(id, versions[0]?.check, controls);
  const requirements = assessableNames(frameworks);
  const mappings = collectMappings(rows, { controls, frameworks, requirements });
  return { connectors, checks, controls, frameworks, mappings, detectors, channels };
}

async function loadConnectors(folder: string): Promise<ReadonlyMap<string, Connector>> {
  const units = await walkUnits(folder, 'connector.ts');
  const members = { name: 'string', summary: 'string', settings: 'object', describe: 'function' } as const;
  const loaded = units.map(async (unit): Promise<[string, Connector]> => {
    const connector: unknown = (await unit.importFile('connector.ts')).connector;
    const shape = {
      ...members,
      history: 'string',
      emits: 'object',
      fields: 'object',
      collect: 'function',
    } as const;
    if (!isUnitObject(connector, shape)) throw noExport(unit, 'connector', Object.keys(shape));
    refuseOtherId(unit, connector.id);
    // The members were looked at above; their signatures are held by the compiler where the unit is defined.
    return [unit.id, connector as unknown as Connector];
  });
  return new Map(await Promise.all(loaded));
}

async function loadDetectors(folder: string): Promise<readonly Detector[]> {
  const units = await walkUnits(folder, 'detector.ts');
  const loaded = units.map(async (unit): Promise<Detector> => {
    const detector: unknown = (await unit.importFile('detector.ts')).detector;
    if (!isUnitObject(detector, {})) throw noExport(unit, 'detector', ['id']);
    refuseOtherId(unit, detector.id);
    // Its signatures are held by the compiler where the unit is defined.
    return detector as unknown as Detector;
  });
  return Promise.all(loaded);
}

async function loadControls(folder: string): Promise<Catalog['controls']> {
  const units = await walkUnits(folder, 'control.json');
  const loaded = units.map(async (unit) => {
    const control = await parseUnitFile(unit, 'control.json', controlSchema);
    refuseOtherId(unit, control.id);
    return [unit.id, control] as const;
  });
  return new Map(await Promise.all(loaded));
}

async function loadChannels(folder: string): Promise<Catalog['channels']> {
  const units = await walkUnits(folder, 'channel.json');
  const loaded = units.map(async (unit) => {
    const channel = await parseUnitFile(unit, 'channel.json', channelSchema);
    refuseOtherId(unit, channel.id);
    return [unit.id, channel] as const;
  });
  return new Map(await Promise.all(loaded));
}

async function loadFrameworks(folder: string): Promise<Catalog['frameworks']> {
  const units = await walkUnits(folder, 'framework.json');
  const loaded = units.map(async (unit) => {
    const framework = await parseUnitFile(unit, 'framework.json', frameworkSchema);
    refuseOtherId(unit, framework.id);
    const ids = new Set<string>();
    for (const node of framework.structure) {
      if (ids.has(node.id)) throw new CatalogError(unit.name, `requirement \`${node.id}\` occurs twice`);
      if (node.parent !== null && !ids.has(node.parent)) {
        throw new CatalogError(unit.name, `\`${node.id}\` stands before its parent \`${node.parent}\``);
      }
      ids.add(node.id);
    }
    return [unit.id, framework] as const;
  });
  return new Map(await Promise.all(loaded));
}

function refuseUnknownControl(id: string, check: Check | undefined, controls: Catalog['controls']): void {
  if (check === undefined || controls.has(check.control)) return;
  throw new CatalogError(`checks/${id}`, `it names the control \`${check.control}\`, which does not exist`);
}

function refuseOtherId(unit: Unit, id: unknown): void {
  if (id === unit.id) return;
  throw new CatalogError(unit.name, `its id is \`${String(id)}\` but its folder is \`${unit.id}\``);
}

function noExport(unit: Unit, name: string, members: readonly string[]): CatalogError {
  return new CatalogError(unit.name, `${name}.ts must export \`${name}\` with ${members.join(', ')}`);
}
