import { type Mapping, mappingSchema } from '@daybook/kit';
import { z } from 'zod';
import type { Catalog } from './catalog.ts';
import { CatalogError } from './catalog-error.ts';
import { parseUnitFile } from './parse-unit.ts';
import { walkUnits } from './walk-units.ts';

export type MappingRow = { readonly unit: string; readonly mapping: Mapping };

/** The rows of all `mappings.json` files in one kind's folders. `side` is the member that must equal the folder. */
export async function loadMappings(
  folder: string,
  side: 'control' | 'framework',
): Promise<readonly MappingRow[]> {
  const rows: MappingRow[] = [];
  for (const unit of await walkUnits(folder, null)) {
    if (!unit.files.includes('mappings.json')) continue;
    for (const mapping of await parseUnitFile(unit, 'mappings.json', z.array(mappingSchema))) {
      if (mapping[side] !== unit.id) {
        throw new CatalogError(unit.name, `mappings.json has a row for the ${side} \`${mapping[side]}\``);
      }
      rows.push({ unit: unit.name, mapping });
    }
  }
  return rows;
}

type KnownUnits = Pick<Catalog, 'controls' | 'frameworks'> & {
  /** Per framework, the ids that may be mapped. */
  readonly requirements: ReadonlyMap<string, ReadonlySet<string>>;
};

/** All rows together: each names what exists, and each pair of control and requirement stands once. */
export function collectMappings(rows: readonly MappingRow[], known: KnownUnits): readonly Mapping[] {
  const unitByPair = new Map<string, string>();
  for (const { unit, mapping } of rows) {
    refuseUnknown(unit, mapping, known);
    const pair = `\`${mapping.control}\` to \`${mapping.requirement}\` of \`${mapping.framework}\``;
    const other = unitByPair.get(pair);
    if (other !== undefined) throw new CatalogError(unit, `it maps ${pair}, which \`${other}\` already does`);
    unitByPair.set(pair, unit);
  }
  return rows.map((row) => row.mapping);
}

/** The requirements that an organisation can hold evidence against, by framework. */
export function assessableNames(frameworks: Catalog['frameworks']): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, ReadonlySet<string>>();
  for (const [id, framework] of frameworks) {
    const assessable = framework.structure.filter((node) => node.assessable && node.status !== 'withdrawn');
    names.set(id, new Set(assessable.map((node) => node.id)));
  }
  return names;
}

function refuseUnknown(unit: string, mapping: Mapping, known: KnownUnits): void {
  const { control, framework, requirement } = mapping;
  if (!known.controls.has(control)) {
    throw new CatalogError(unit, `it maps the control \`${control}\`, which does not exist`);
  }
  if (!known.frameworks.has(framework)) {
    throw new CatalogError(unit, `it maps to the framework \`${framework}\`, which does not exist`);
  }
  if (!known.requirements.get(framework)?.has(requirement)) {
    throw new CatalogError(
      unit,
      `it maps to \`${requirement}\`, which \`${framework}\` cannot be assessed on`,
    );
  }
}
