import { hash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes SHA256SUMS over the release files of a folder, as `sha256sum --check` reads it. */
export function writeSums(folder: string): string {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs') || name.endsWith('.cdx.json'))
    .sort();
  const text = names.map((name) => `${hash('sha256', readFileSync(join(folder, name)))}  ${name}\n`).join('');
  writeFileSync(join(folder, 'SHA256SUMS'), text);
  return text;
}
