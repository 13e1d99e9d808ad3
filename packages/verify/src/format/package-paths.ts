import { createHash } from 'node:crypto';

/** The format's name and version, as the manifest states it. */
export const PACKAGE_FORMAT = 'daybook.package@2';

/** Where the files stand that every package has. */
export const packagePaths = {
  manifest: 'MANIFEST.dsse.json',
  readme: 'README.txt',
  policy: 'policy.txt',
  requirements: 'claims/requirements.json',
  controls: 'claims/controls.json',
  checks: 'claims/checks.json',
  populations: 'claims/populations.json',
  payloads: 'payloads.ndjson',
  erased: 'erased.ndjson',
} as const;

/** The manifest of the form before, `daybook.package@1`, whose packages the release that made them verifies. */
export const EARLIER_MANIFEST = 'MANIFEST.json';

export function findingsPath(check: { readonly id: string; readonly version: number }): string {
  return `findings/${check.id}@${check.version}.ndjson`;
}

/** `log/<sha256 of the origin in hex>`: an origin is a URL without scheme and cannot name a folder itself. */
export function logFolder(origin: string): string {
  return `log/${createHash('sha256').update(origin).digest('hex')}`;
}

/** The files of one log beside its tree. */
export function logPaths(folder: string) {
  return {
    checkpoint: `${folder}/checkpoint`,
    vkey: `${folder}/vkey`,
    /** What the first entry committed to, so that the chain of logs can be followed without any other file. */
    opened: `${folder}/opened.json`,
    /** `number` is from 1. */
    rotation: (number: number) => `${folder}/rotations/${number}.txt`,
    history: (size: number) => `${folder}/checkpoints/${size}.txt`,
  } as const;
}

export function proofPath(index: number): string {
  return `proofs/${index}.tlog-proof`;
}

/** Sorts as bytes do: all names of a package are ASCII. */
export function compareNames(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
