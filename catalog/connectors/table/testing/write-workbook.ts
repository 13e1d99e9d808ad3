import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as a test writes it: text, a number, a number with a style, a formula with its last value, an error. */
export type MadeCell =
  | string
  | number
  | boolean
  | null
  | { readonly number: number; readonly style: number }
  | { readonly formula: string; readonly value: string }
  | { readonly error: string };

export type MadeSheet = {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
  readonly isHidden?: boolean;
};

export type MadeWorkbook = {
  readonly sheets: readonly MadeSheet[];
  readonly isFrom1904?: boolean;
  /** Further files of the archive, e.g. macros. */
  readonly parts?: Readonly<Record<string, string>>;
};

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Styles by number: 0 plain, 1 day, 2 day and time, 3 a format of its own with a day, 4 one with colours and no date. */
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

/** An XLSX file as spreadsheets write it: texts shared, one part per sheet. */
export function writeWorkbook({ sheets, isFrom1904 = false, parts = {} }: MadeWorkbook): Buffer {
  const strings: string[] = [];
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><workbookPr${isFrom1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, isHidden }, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}"${isHidden === true ? ' state="hidden"' : ''} r:id="s${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        (_, i) =>
          `<Relationship Id="s${i + 1}" Type="${types}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="t1" Type="${types}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t2" Type="${types}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    ...parts,
  };
  sheets.forEach(({ rows }, i) => {
    files[`xl/worksheets/sheet${i + 1}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${rows.map((row, at) => rowOf(row, at + 1, strings)).join('')}</sheetData></worksheet>`;
  });
  files['xl/sharedStrings.xml'] = `<sst xmlns="${main}">${strings
    .map((text) => `<si><t>${escaped(text)}</t><rPh sb="0" eb="1"><t>sound</t></rPh></si>`)
    .join('')}</sst>`;
  return zip(files);
}

function rowOf(row: readonly MadeCell[], number: number, strings: string[]): string {
  return `<row r="${number}">${row.map((cell, i) => cellOf(cell, `${columnName(i)}${number}`, strings)).join('')}</row>`;
}

function cellOf(cell: MadeCell, reference: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${reference}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  if ('formula' in cell)
    return `<c r="${reference}" t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value)}</v></c>`;
  return `<c r="${reference}" s="${cell.style}"><v>${cell.number}</v></c>`;
}

function columnName(column: number): string {
  const before = column < 26 ? '' : columnName(Math.floor(column / 26) - 1);
  return `${before}${String.fromCharCode(65 + (column % 26))}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A zip archive of these files (APPNOTE 4.3), packed. */
export function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, rest, Buffer.from(name));
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, entries, Buffer.from('PK\u0005\u0006'), end]);
}
