import { tableFormats } from '../../../catalog/connectors/table/table-format.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

type Format = (typeof tableFormats)[number];

export const document: DerivedDocument = {
  path: 'docs/reference/file-formats.md',
  render: async () =>
    `${[
      '# Exports known by their headers',
      'The file reader (`catalog/connectors/table`) recognises these exports. Each is one file in its folder `formats`; nothing else lists them.',
      'All of them are built from the vendor’s documentation as of the day named; none was compared with a file of a live account. Where a vendor offers no file or names no headers, the note says whose names the columns bear. A role that is not in the table has unknown rights.',
      markdownTable(
        ['export', 'a row is', 'system', 'known by these headers', 'taken from'],
        tableFormats.map(formatRow),
      ),
      ...tableFormats.filter(({ roles }) => Object.keys(roles).length > 0).flatMap(rolesOf),
    ].join('\n\n')}\n`,
};

function formatRow({ id, name, kind, system, headers, source }: Format): string[] {
  const known = headers.map((one) =>
    [one]
      .flat()
      .map((header) => `\`${header}\``)
      .join(' or '),
  );
  const note = source.note === undefined ? '' : `; ${source.note}`;
  return [
    `${name} (\`${id}\`)`,
    kind,
    `\`${system}\``,
    known.join(', '),
    `[${source.title}](${source.url}), ${source.taken}${note}`,
  ];
}

function rolesOf({ name, roles }: Format): string[] {
  const rows = Object.entries(roles).map(([role, { rights, surely = [], plain }]) => [
    role,
    rights === 'unknown'
      ? `unknown${surely.length > 0 ? `, surely ${surely.join(', ')}` : ''}`
      : rights.join(', ') || 'none of the four',
    plain,
  ]);
  return [`## ${name}`, markdownTable(['role', 'dangerous rights', 'in plain words'], rows)];
}
