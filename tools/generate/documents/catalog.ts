import { loadCatalog } from '../../../catalog/load-catalog.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

const introduction = `# Catalog

Made from the units in \`catalog/\`; \`npm run generate\` writes it again.`;

export const document: DerivedDocument = {
  path: 'docs/reference/catalog.md',
  async render() {
    const { connectors, checks, controls, frameworks, mappings, detectors } = await loadCatalog();
    const current = [...checks.values()].flatMap((versions) => versions.slice(-1));
    const mapped = (control: string) => mappings.filter((row) => row.control === control).length;
    const sections = [
      [
        'Connectors',
        ['id', 'name', 'emits', 'what it lets Daybook see'],
        [...connectors.values()].map((unit) => [
          code(unit.id),
          unit.name,
          unit.emits.map(code).join(' '),
          unit.summary,
        ]),
      ],
      [
        'Checks',
        ['id', 'version', 'control', 'looks at', 'what it says'],
        current.map(({ check }) => [
          code(check.id),
          `v${check.version}`,
          code(check.control),
          code(check.population),
          check.summary,
        ]),
      ],
      [
        'Controls',
        ['id', 'title', 'requirements it answers'],
        [...controls.values()].map((unit) => [code(unit.id), unit.title, String(mapped(unit.id))]),
      ],
      [
        'Frameworks',
        ['id', 'name', 'version', 'assessable requirements'],
        [...frameworks.values()].map((unit) => [
          code(unit.id),
          unit.name,
          unit.version,
          String(unit.structure.filter((node) => node.assessable).length),
        ]),
      ],
      ['Detectors', ['id', 'finds'], detectors.map((unit) => [code(unit.id), unit.title])],
    ] as const;
    const texts = sections.map(([title, head, rows]) => `## ${title}\n\n${markdownTable(head, rows)}`);
    return `${[introduction, ...texts].join('\n\n')}\n`;
  },
};

function code(text: string): string {
  return `\`${text}\``;
}
