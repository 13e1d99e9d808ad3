import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { fieldNames, foldHeader, type TableField, type TableMapping, tableKinds } from './table-fields.ts';

const header = z.string().min(1).max(200);
/** A header as the vendor writes it, or the several ways it was written. */
const headers = z.union([header, z.array(header).min(1)]);

const role = z.strictObject({
  /** `unknown` where the vendor's words do not settle it. */
  rights: z.union([z.array(z.enum(dangerousRights)), z.literal('unknown')]),
  surely: z.array(z.enum(dangerousRights)).optional(),
  /** What somebody with it can do, for people who never saw the system: "can export all customers". */
  plain: z.string().min(3).max(200),
});

const formatSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(3).max(80),
  /** The system its accounts are on, where the file does not say so. */
  system: z.string().min(1).max(80),
  kind: z.enum(tableKinds),
  /** The headers that together identify it. */
  headers: z.array(headers).min(2),
  mapping: z.partialRecord(z.enum(fieldNames), headers),
  /** What every row says without a column. */
  constants: z.partialRecord(z.enum(fieldNames), z.string()).optional(),
  /** Words of the vendor in a field → words Daybook reads. */
  words: z.partialRecord(z.enum(fieldNames), z.record(z.string(), z.string())).optional(),
  /** A row that is a second header: it is no row of the list. */
  labelRow: z.strictObject({ header, value: z.string().min(1) }).optional(),
  /** What separates several roles in one cell; absent: `;`, `|`, `,` or a line end. */
  separator: z.string().min(1).optional(),
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  roles: z.record(z.string(), role),
  /** Words in the role column that give no right at all. */
  noRoles: z.array(z.string()).optional(),
  source: z.strictObject({
    title: z.string().min(3),
    url: z.url(),
    taken: z.iso.date(),
    /** What the vendor's words leave open. */
    note: z.string().optional(),
  }),
});

export type TableFormat = z.infer<typeof formatSchema>;

const folder = join(import.meta.dirname, 'formats');

/** Every export known by its headers: one JSON file each in `formats/`, named after its id; nothing else lists them. */
export const tableFormats: readonly TableFormat[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted()
  .map((name) => {
    const format = formatSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    if (`${format.id}.json` !== name) throw new Error(`formats/${name} names itself \`${format.id}\``);
    return format;
  });

/** The format whose headers are all there; of several the one that asks for most. */
export function recogniseFormat(found: readonly string[]): TableFormat | null {
  const there = new Set(found.map(foldHeader));
  const isThere = (one: string | readonly string[]) =>
    [one].flat().some((name) => there.has(foldHeader(name)));
  const fitting = tableFormats.filter((format) => format.headers.every(isThere));
  return fitting.toSorted((one, other) => other.headers.length - one.headers.length)[0] ?? null;
}

/** The mapping of a format, with the headers as this file writes them. */
export function mappingOfFormat(format: TableFormat, found: readonly string[]): TableMapping {
  const mapping: { [Field in TableField]?: string } = {};
  for (const field of fieldNames) {
    const wanted = [format.mapping[field] ?? []].flat().map(foldHeader);
    const header = wanted.flatMap((name) => found.find((one) => foldHeader(one) === name) ?? [])[0];
    if (header !== undefined) mapping[field] = header;
  }
  return mapping;
}
