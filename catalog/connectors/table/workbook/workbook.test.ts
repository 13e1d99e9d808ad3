import { afterAll, describe, expect, it } from 'vitest';
import { connector } from '../connector.ts';
import { collectFile, makeFiles } from '../testing/collect-file.ts';
import { writeWorkbook, zip } from '../testing/write-workbook.ts';

const files = makeFiles();
afterAll(() => files.remove());

const header = ['Email', 'Start', 'End', 'Status'];
const people = (rows: Parameters<typeof writeWorkbook>[0]['sheets'][number]['rows']) => ({
  name: 'People',
  rows: [header, ...rows],
});

describe('a workbook', () => {
  it('gives days written as numbers, in both systems of counting', async () => {
    const rows = (serial: number) => [['ada@team.example', { number: serial, style: 1 }, null, true]];
    const from1900 = files.write('a.xlsx', writeWorkbook({ sheets: [people(rows(45_000))] }));
    const from1904 = files.write(
      'b.xlsx',
      writeWorkbook({ isFrom1904: true, sheets: [people(rows(43_538))] }),
    );

    // 45 000 days after 30 December 1899 and 43 538 after 1 January 1904 are both 15 March 2023.
    expect((await collectFile(from1900)).people).toMatchObject([{ startsOn: '2023-03-15', isActive: true }]);
    expect((await collectFile(from1904)).people).toMatchObject([{ startsOn: '2023-03-15' }]);
  });

  it('gives the last value of a formula, days in formats of its own, and numbers that are no days as they are', async () => {
    const rows = [
      [
        { formula: 'A9&"x"', value: 'ada@team.example' },
        { number: 61, style: 3 },
        { error: '#REF!' },
        'active',
      ],
    ];
    const path = files.write('formula.xlsx', writeWorkbook({ sheets: [people(rows)] }));

    expect((await collectFile(path)).people).toMatchObject([
      { person: { $identity: { email: 'ada@team.example' } }, startsOn: '1900-03-01', endsOn: null },
    ]);
    const numbers = [
      {
        name: 'Numbers',
        rows: [
          ['login', 'mfa', 'roles'],
          [{ number: 42_000, style: 4 }, false, 'x'],
        ],
      },
    ];
    const accounts = await collectFile(files.write('numbers.xlsx', writeWorkbook({ sheets: numbers })));
    expect(accounts.accounts).toMatchObject([{ holder: { $identity: { login: '42000' } }, hasMfa: false }]);
  });

  it('gives instants with their time', async () => {
    const rows = [
      ['login', 'last seen', 'mfa'],
      ['ada', { number: 45_000.75, style: 2 }, true],
    ];
    const path = files.write('time.xlsx', writeWorkbook({ sheets: [{ name: 'Users', rows }] }));

    expect((await collectFile(path)).accounts).toMatchObject([{ lastSeenAt: '2023-03-15T18:00:00.000Z' }]);
  });

  it('skips titles above the header, hidden sheets, empty sheets and empty rows', async () => {
    const sheets = [
      { name: 'Notes', rows: [], isHidden: false },
      { name: 'Lists', rows: [['x', 'y']], isHidden: true },
      {
        name: 'People',
        rows: [['Staff of June'], [null, null], header, ['ada@team.example'], [], ['ben@team.example']],
      },
    ];

    const { people: found } = await collectFile(files.write('titles.xlsx', writeWorkbook({ sheets })));

    expect(found).toHaveLength(2);
  });

  it('with several lists is looked at sheet by sheet and imported only when one is named', async () => {
    const other = {
      name: 'Accounts',
      rows: [
        ['login', 'mfa', 'roles'],
        ['ada', 'yes', 'admin'],
      ],
    };
    const path = files.write('two.xlsx', writeWorkbook({ sheets: [people([['ada@team.example']]), other] }));

    await expect(collectFile(path)).rejects.toMatchObject({
      message: 'the workbook has 2 sheets with rows, and nothing says which one is the list',
      hint: 'name the sheet ("People", "Accounts"), or save that sheet alone',
    });
    expect(await connector.previewFile?.(path)).toMatchObject({
      sheets: ['People', 'Accounts'],
      sheet: 'People',
    });
    expect(await connector.previewFile?.(path, { sheet: 'Accounts' })).toMatchObject({
      guess: { kind: 'account' },
    });
    expect((await collectFile(path, { sheet: 'Accounts' })).grants).toMatchObject([{ role: 'admin' }]);
    await expect(collectFile(path, { sheet: 'Nothing' })).rejects.toThrow('no visible sheet of that name');
  });
});

const whole = writeWorkbook({ sheets: [people([['ada@team.example']])] });
const locked = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.alloc(600),
  Buffer.from('EncryptedPackage', 'utf16le'),
]);

describe('a workbook that cannot be trusted', () => {
  it.each([
    ['cut.xlsx', whole.subarray(0, whole.length - 200), 'source-truncated', 'ends in the middle'],
    ['begun.xlsx', whole.subarray(0, 40), 'source-truncated', 'ends in the middle'],
    ['damaged.xlsx', damaged(whole), 'source-unreadable', 'damaged'],
    ['locked.xlsx', locked, 'source-unreadable', 'protected by a password'],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'source-unreadable', 'old kind (.xls)'],
    ['archive.xlsx', zip({ 'list.csv': 'a,b' }), 'source-unreadable', 'an archive, not a workbook'],
    [
      'macros.xlsm',
      writeWorkbook({ sheets: [people([['ada@team.example']])], parts: { 'xl/vbaProject.bin': 'x' } }),
      'source-unreadable',
      'holds macros',
    ],
    [
      'empty.xlsx',
      writeWorkbook({ sheets: [{ name: 'A', rows: [] }] }),
      'source-unreadable',
      'no sheet with rows',
    ],
    ['header.xlsx', writeWorkbook({ sheets: [people([])] }), 'source-unreadable', 'no row below its header'],
    [
      'twice.xlsx',
      writeWorkbook({
        sheets: [
          {
            name: 'A',
            rows: [
              ['Email', 'Email'],
              ['a@team.example', 'b'],
            ],
          },
        ],
      }),
      'source-unreadable',
      'two columns have the same header',
    ],
    [
      'merged.xlsx',
      // "Name" was merged over two columns: the second one has no header of its own.
      writeWorkbook({
        sheets: [
          {
            name: 'A',
            rows: [
              ['Name', null, 'Email'],
              ['Ada', 'Example', 'a@team.example'],
            ],
          },
        ],
      }),
      'source-unreadable',
      'a value in column 2, which has no header (merged header cells name only their first column)',
    ],
  ])('is refused with a sentence: %s', async (name, content, code, sentence) => {
    await expect(collectFile(files.write(name, content))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
  });

  it('that unpacks to a thousand times its size is refused before it fills the memory', async () => {
    const bomb = `<sst><si><t>${'a'.repeat(64 * 1024 ** 2)}</t></si></sst>`;
    const path = files.write('bomb.xlsx', rewritten(bomb));

    await expect(collectFile(path)).rejects.toThrow('unpacks to far more than a list can hold');
  });

  it('with entities of its own is refused', async () => {
    const path = files.write(
      'entity.xlsx',
      rewritten('<!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>'),
    );

    await expect(collectFile(path)).rejects.toThrow('damaged');
  });
});

/** The workbook with these texts in place of its own. */
function rewritten(strings: string): Buffer {
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${types}"><sheets><sheet name="A" r:id="b"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="b" Type="${types}/worksheet" Target="sheet.xml"/><Relationship Id="c" Type="${types}/sharedStrings" Target="strings.xml"/></Relationships>`,
    'xl/sheet.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
    'xl/strings.xml': strings,
  });
}

/** One byte of the packed sheet is another. */
function damaged(workbook: Buffer): Buffer {
  const copy = Buffer.from(workbook);
  const at = copy.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 20;
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
