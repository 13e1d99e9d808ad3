import { parseCanonical, textOfUtf8 } from '@daybook/ledger';
import { type Manifest, parseManifest, type SignedManifest } from '../format/manifest.ts';
import { compareNames, EARLIER_MANIFEST, packagePaths } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

const manifestBytesMax = 64 * 1024 ** 2;

/** The manifest, once its own numbers and lists agree with each other. Its signatures are checked with the logs' keys. */
export async function readManifest(zip: OpenZip, problems: Problems): Promise<SignedManifest | null> {
  if (zip.files.has(EARLIER_MANIFEST) && !zip.files.has(packagePaths.manifest)) {
    problems.add('format-of-version-0.1', `${EARLIER_MANIFEST}: Daybook 0.1 made and verifies this package`);
    return null;
  }
  const read = await problems.attempt('manifest-malformed', packagePaths.manifest, async () =>
    parseManifest(textOfUtf8(await zip.read(packagePaths.manifest, manifestBytesMax))),
  );
  if (read !== null) checkManifest(read.manifest, problems);
  return read;
}

/** Canonical JSON and one line feed, nothing else. */
export function parseJsonFile(bytes: Buffer): unknown {
  const text = textOfUtf8(bytes);
  if (!text.endsWith('\n')) throw new Error('the file does not end in a line feed');
  return parseCanonical(text.slice(0, -1));
}

function checkManifest(manifest: Manifest, problems: Problems): void {
  const differs = (field: string) => problems.add('manifest-differs', `${packagePaths.manifest}: ${field}`);
  const names = manifest.files.map(({ name }) => name);
  if (names.some((name, i) => i > 0 && compareNames(names[i - 1] ?? '', name) >= 0)) differs('files');
  if (manifest.window.from >= manifest.window.to) differs('window');
  if (manifest.checkpointSize !== manifest.logs.at(-1)?.size) differs('checkpointSize');
  let entries = 0;
  for (const [i, log] of manifest.logs.entries()) {
    const previous = manifest.logs[i - 1];
    // the successor of a forked log leaves out the positions that are known elsewhere
    if (previous && log.firstPosition < previous.firstPosition + previous.size) differs('logs');
    entries += log.size;
  }
  if (new Set(manifest.logs.map(({ origin }) => origin)).size !== manifest.logs.length) differs('logs');
  if (manifest.entries !== entries) differs('entries');
}
