import { crc32, deflateRawSync } from 'node:zlib';

export type Cells = readonly (string | null)[];
export type Table = { readonly headers: readonly string[]; readonly rows: readonly Cells[] };

export function csvOf({ headers, rows }: Table): Buffer {
  const line = (cells: Cells) => cells.map((cell) => quoted(cell ?? '')).join(',');
  return Buffer.from(`${[headers, ...rows].map(line).join('\r\n')}\r\n`);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function jsonLinesOf(table: Table): Buffer {
  return Buffer.from(`${objectsOf(table).join('\n')}\n`);
}

export function jsonListOf(table: Table): Buffer {
  return Buffer.from(`[${objectsOf(table).join(',\n')}]\n`);
}

function objectsOf({ headers, rows }: Table): readonly string[] {
  return rows.map((cells) =>
    JSON.stringify(Object.fromEntries(headers.map((header, i) => [header, cells[i] ?? null]))),
  );
}

/** A workbook of one sheet, its cells as text (ECMA-376, inline strings). */
export function workbookOf(sheet: string, { headers, rows }: Table): Buffer {
  const lines = [headers, ...rows].map(
    (cells, i) => `<row r="${i + 1}">${cells.map(cellOf(i)).join('')}</row>`,
  );
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packed = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipOf([
    [
      '[Content_Types].xml',
      `<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    ],
  ]);
}

function cellOf(row: number) {
  return (cell: string | null, column: number): string => {
    if (cell === null || cell === '') return '';
    const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const place = `${String.fromCharCode(65 + column)}${row + 1}`;
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  };
}

/** A ZIP archive (PKWARE APPNOTE 6.3), deflated, with no times in it, so that the same files give the same bytes. */
function zipOf(files: readonly (readonly [name: string, text: string])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const content = Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, rest, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06'), end]);
}
