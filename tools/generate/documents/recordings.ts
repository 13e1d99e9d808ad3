import { grounds, readStatedCounts, unrecorded } from '../../shared-inputs/stated-counts.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

const introduction = `# What recorded answers hold

What each connector finds in the answers of its vendor that were recorded, and how the same was counted without it. The
recordings name real people and are not in the repository; \`npm run check:shared\` collects them where they are at hand,
compares every figure, and counts each again by the question beside it. A figure that is not in this table fails there,
and so does a row nobody compares. Made from \`tools/shared-inputs/stated-counts.json\`; \`npm run generate\` writes it again.`;

export const document: DerivedDocument = {
  path: 'docs/reference/recordings.md',
  async render() {
    const rows = readStatedCounts().map((one) => [
      one.connector ?? 'all',
      one.what,
      String(one.count),
      `\`${one.recording}\``,
      grounds(one),
    ]);
    const without = Object.entries(unrecorded).map(([connector, why]) => `- \`${connector}\`: ${why}.`);
    const table = markdownTable(
      ['connector', 'what is counted', 'count', 'recording', 'how else it was had'],
      rows,
    );
    return `${[introduction, table, '## Connectors without a recording', without.join('\n')].join('\n\n')}\n`;
  },
};
