import { createHash } from 'node:crypto';
import type { FilePreview, RoleOfFile } from '@daybook/kit';
import { isCredentialReport } from './aws-credential-report.ts';
import type { TableSettings } from './connector.ts';
import { headersOf, lookAhead, openRows, sampleOf } from './open-rows.ts';
import { columnsOf, type FileColumns } from './plan-reading.ts';
import { rolesOfRow } from './record-of-row.ts';
import { answersOfRights, foldRole, rightsOfRoles } from './role-rights.ts';
import { systemOfFile } from './system-of-file.ts';
import { foldHeader } from './table-fields.ts';
import { recogniseFormat, type TableFormat } from './table-format.ts';
import type { TableRow } from './table-row.ts';

const rowsLookedAt = 50;
const rowsShown = 5;
const rowsSearched = 20_000;
const rolesShown = 100;

export type Looking = Said & Pick<TableSettings, 'path'>;
/** What was said of a file before it is looked at. */
export type Said = { readonly [Name in keyof TableSettings]?: TableSettings[Name] | undefined };

/** What a file looks like and what its columns seem to be. Throws `SourceError` like an import of it would. */
export async function previewTable(settings: Looking): Promise<FilePreview> {
  const { format, rows, sheets, sheet } = await openRows(settings, true);
  const { first, all } = await lookAhead(rows, rowsLookedAt);
  const headers = headersOf(first);
  const sample = sampleOf(first, headers);
  const shown = {
    headers,
    rows: sample.slice(0, rowsShown),
    sheets,
    sheet,
    fingerprint: fingerprintOf(headers),
  };
  if (isCredentialReport(headers)) {
    await rows.return(undefined);
    return { ...shown, format: 'aws-credential-report', guess: { kind: 'account', mapping: {} } };
  }
  const columns = columnsOf(settings, headers, sample);
  const roles = await rolesOf(all(), columns, settings);
  await rows.return(undefined);
  const { kind, mapping } = columns;
  const recognised = recogniseFormat(headers);
  return {
    ...shown,
    format,
    guess: { kind, mapping },
    recognised: recognised === null ? null : shortly(recognised),
    system: settings.system ?? columns.format?.system ?? systemOfFile(settings.path),
    roles,
  };
}

/** The system of the export a file is recognised as, else the one it is named after. */
export async function recognisedSystem(path: string): Promise<string> {
  try {
    const { rows } = await openRows({ path }, true);
    const { first } = await lookAhead(rows, rowsLookedAt);
    await rows.return(undefined);
    return recogniseFormat(headersOf(first))?.system ?? systemOfFile(path);
  } catch {
    // What is wrong with the file is said when it is read.
    return systemOfFile(path);
  }
}

/** The same for the same columns in any order, and of a later file too. */
function fingerprintOf(headers: readonly string[]): string {
  const folded = headers.map(foldHeader).toSorted();
  return createHash('sha256').update(JSON.stringify(folded)).digest('hex');
}

function shortly({ id, name, source }: TableFormat) {
  return { id, name, source: { title: source.title, url: source.url } };
}

async function rolesOf(
  rows: AsyncGenerator<TableRow>,
  { mapping, format }: FileColumns,
  settings: Looking,
): Promise<readonly RoleOfFile[]> {
  const header = mapping.roles;
  if (header === undefined) return [];
  const found = new Map<string, string>();
  const reading = {
    mapping,
    settings: { dateOrder: undefined },
    separator: format?.separator,
    noRoles: new Set((format?.noRoles ?? []).map(foldRole)),
  };
  let searched = 0;
  for await (const row of rows) {
    searched += 1;
    if (searched > rowsSearched || found.size >= rolesShown) break;
    if (row.type !== 'row') continue;
    for (const role of rolesOfRow(
      (field) => (field === 'roles' ? (row.cells.get(header) ?? '') : ''),
      reading,
    )) {
      if (!found.has(foldRole(role))) found.set(foldRole(role), role);
    }
  }
  const rightsOf = rightsOfRoles(settings.roles, format);
  const plain = new Map(
    Object.entries(format?.roles ?? {}).map(([role, one]) => [foldRole(role), one.plain]),
  );
  const said = new Map(Object.entries(settings.roles ?? {}).map(([role, one]) => [foldRole(role), one]));
  return [...found].map(([folded, role]) => ({
    role,
    rights: said.get(folded) ?? answersOfRights(rightsOf(role)),
    plain: plain.get(folded) ?? null,
  }));
}
