import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { features } from '../../../packages/server/src/architecture.ts';
import { repositoryRoot } from '../../repository-root.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

const path = 'ARCHITECTURE.md';
const region = /(<!-- features: made by npm run generate -->\n)[\s\S]*?(<!-- features: end -->)/;

/** Only the table of features in it is derived; the rest is written by hand. */
export const document: DerivedDocument = {
  path,
  async render() {
    const text = await readFile(join(repositoryRoot, path), 'utf8');
    if (!region.test(text)) throw new Error(`\`${path}\` has lost the marks around its table of features`);
    const rows = features.map(({ name, purpose }, index) => [String(index + 1), `\`${name}\``, purpose]);
    const table = markdownTable(['', 'feature', 'what it is for'], rows);
    return text.replace(region, (_, begin: string, end: string) => `${begin}${table}\n${end}`);
  },
};
