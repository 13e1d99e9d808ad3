import { createHash } from 'node:crypto';

/** The format's name and version, as the manifest states it. */
export const PACKAGE_FORMAT = 'daybook.package@1';

/** Where the files stand that every package has. */
export const packagePaths = {
  manifest: 'MANIFEST.json',
  manifestNote: 'MANIFEST.sig',
  readme: 'README.txt',
  requirements: 'claims/requirements.json',
  controls: 'claims/controls.json',
  checks: 'claims/checks.json',
  populations: 'claims/populations.json',
  payloads: 'payloads.ndjson',
  erased: 'erased.ndjson',
} as const;

export function findingsPath(check: { readonly id: string; readonly version: number }): string {
  return `findings/${check.id}@${check.version}.ndjson`;
}

/** `log/<sha256 of the origin in hex>`: an origin is a URL without scheme and cannot name a folder itself. */
export function logFolder(origin: string): string {
  return `log/${createHash('sha256').update(origin).digest('hex')}`;
}

export function proofPath(index: number): string {
  return `proofs/${index}.tlog-proof`;
}

/** Sorts as bytes do: all names of a package are ASCII. */
export function compareNames(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
