import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../vectors/', import.meta.url);

export function vectorBytes(path: string): Uint8Array {
  return Uint8Array.from(readFileSync(new URL(path, folder)));
}

export function vectorText(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

export function vectorJson(path: string): unknown {
  return JSON.parse(vectorText(path));
}

/** All files of a folder and its folders, as paths that the readers here take. */
export function vectorPaths(path: string): string[] {
  const files = readdirSync(fileURLToPath(new URL(path, folder)), { recursive: true, withFileTypes: true });
  const root = fileURLToPath(folder);
  return files
    .filter((file) => file.isFile())
    .map((file) => encodeURI(`${file.parentPath}/${file.name}`.slice(root.length)));
}
