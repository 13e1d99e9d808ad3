import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

const description = join(import.meta.dirname, '../../docs/reference/openapi.json');
const generated = join(import.meta.dirname, 'src/api.generated.ts');

/** Writes the client's types from the committed description of the API; leaves the file alone when nothing changed. */
export async function writeApiTypes(): Promise<void> {
  const text = astToString(await openapiTypescript(pathToFileURL(description)));
  if (existsSync(generated) && readFileSync(generated, 'utf8') === text) return;
  writeFileSync(generated, text);
}

if (import.meta.main) await writeApiTypes();
