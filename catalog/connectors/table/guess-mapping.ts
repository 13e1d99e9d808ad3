import {
  fieldsOfKind,
  headerFits,
  type TableField,
  type TableKind,
  type TableMapping,
} from './table-fields.ts';

export type MappingGuess = { readonly kind: TableKind; readonly mapping: TableMapping };

const personFields: readonly TableField[] = ['employer', 'manager', 'role', 'startsOn', 'endsOn'];
const accountFields: readonly TableField[] = [
  'system',
  'owner',
  'accountKind',
  'hasMfa',
  'canSignIn',
  'lastSeenAt',
  'roles',
];

/**
 * What a file's headers suggest: rows of people or of accounts, and which column is which field. Only what is recognised
 * is mapped; each column goes to one field. The sample decides between a mail address and a login.
 */
export function guessMapping(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): MappingGuess {
  const kind = guessKind(headers);
  return { kind, mapping: mapFields(kind, headers, sample) };
}

/** The columns of a file for rows of a kind the user has chosen. */
export function mapFields(
  kind: TableKind,
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): TableMapping {
  const mapping: { [Field in TableField]?: string } = {};
  const taken = new Set<string>();
  for (const fit of [2, 1] as const) {
    for (const field of fieldsOfKind[kind]) {
      if (mapping[field] !== undefined) continue;
      const header = headers.find((one) => !taken.has(one) && headerFits(one, field) >= fit);
      if (header === undefined) continue;
      taken.add(header);
      mapping[field] = header;
    }
  }
  const { login, ...others } = mapping;
  const holdsMail =
    login !== undefined && mapping.email === undefined && isMailColumn(login, headers, sample);
  return holdsMail ? { ...others, email: login } : mapping;
}

function guessKind(headers: readonly string[]): TableKind {
  const score = (fields: readonly TableField[]) =>
    fields.filter((field) => headers.some((header) => headerFits(header, field) > 0)).length;
  return score(accountFields) > score(personFields) ? 'account' : 'person';
}

function isMailColumn(
  header: string,
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): boolean {
  const column = headers.indexOf(header);
  const values = sample.map((row) => row[column] ?? '').filter((value) => value !== '');
  return values.length > 0 && values.every((value) => value.includes('@'));
}
