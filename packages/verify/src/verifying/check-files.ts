import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Manifest } from '../format/manifest.ts';
import { packagePaths } from '../format/package-paths.ts';
import { compareZip } from '../zip/compare-zip.ts';
import type { OpenFile, OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

const unlisted: ReadonlySet<string> = new Set([packagePaths.manifest]);

/** Every file of the manifest is there with its digest, no other is, and the zip around them is the one zip they have. */
export async function checkFiles(
  source: FileHandle | Buffer,
  package_: { readonly zip: OpenZip; readonly manifest: Manifest },
  problems: Problems,
): Promise<void> {
  const { zip, manifest } = package_;
  const listed = new Set(manifest.files.map(({ name }) => name));
  for (const name of zip.files.keys()) {
    if (!listed.has(name) && !unlisted.has(name)) problems.add('file-unexpected', name);
  }
  for (const { name, sha256 } of manifest.files) {
    const file = zip.files.get(name);
    if (file === undefined) problems.add('file-missing', name);
    else if ((await digestOf(file)) !== sha256) problems.add('file-changed', name);
  }
  const difference = await problems.attempt('zip-unreadable', 'zip', () => compareZip(source, zip));
  if (difference !== null) problems.add('zip-differs', difference);
}

async function digestOf(file: OpenFile): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await file.open()) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
