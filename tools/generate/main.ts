import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeApiTypes } from '../../packages/client/generate.ts';
import { repositoryRoot } from '../repository-root.ts';
import { discoverDocuments } from './discover-documents.ts';

for (const document of await discoverDocuments()) {
  const file = join(repositoryRoot, document.path);
  const text = await document.render();
  const isSame = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!isSame) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.log(`${isSame ? 'same ' : 'wrote'} ${document.path}`);
}

// The client's types follow from the description of the API that was just written.
await writeApiTypes();
