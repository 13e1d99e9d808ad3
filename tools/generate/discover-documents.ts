import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DerivedDocument } from './document.ts';

export async function discoverDocuments(): Promise<readonly DerivedDocument[]> {
  const folder = join(import.meta.dirname, 'documents');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    names.sort().map((name) => import(pathToFileURL(join(folder, name)).href)),
  );
  return modules.map((module): DerivedDocument => module.document);
}
