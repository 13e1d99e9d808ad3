import { readFile, stat } from 'node:fs/promises';
import { loadCatalog } from '@daybook/catalog';
import type { JudgingCatalog } from './claims/definitions.ts';
import { type Verification, verifyPackage } from './verify-package.ts';

/** A checkpoint is a few lines, a policy a few more; a larger file is something else. */
const textBytesMax = 1_000_000;
/** Hashing the logs of a large package is shared out among these. */
const threadsMax = 2;

export type VerifyFileOptions = {
  /** A file that holds a checkpoint note received another way than the package. */
  readonly checkpointPath?: string;
  /** A file that holds the auditor's own tlog-policy. */
  readonly policyPath?: string;
  /** A file that holds the roots of time-stamping authorities the auditor trusts, PEM. */
  readonly tsaRootsPath?: string;
  /** Defaults to the catalog this verifier ships. */
  readonly catalog?: JudgingCatalog;
};

/** The files could not be looked at, so nothing is known of the package. `path` says which. */
export class UnreadableFile extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`couldn't read \`${path}\``, { cause });
    this.name = 'UnreadableFile';
    this.path = path;
  }
}

/** Verifies the package at `path` by the shipped checks. Throws `UnreadableFile` when a file cannot be opened. */
export async function verifyFile(path: string, options: VerifyFileOptions = {}): Promise<Verification> {
  const catalog = options.catalog ?? (await loadCatalog());
  await mustBeFile(path);
  const { checkpointPath, policyPath, tsaRootsPath } = options;
  const checkpoint = checkpointPath === undefined ? {} : { checkpoint: await readSmall(checkpointPath) };
  const policy = policyPath === undefined ? {} : { policy: await readSmall(policyPath) };
  const tsaRoots = tsaRootsPath === undefined ? {} : { tsaRoots: await readSmall(tsaRootsPath) };
  return verifyPackage(path, { catalog, threads: threadsMax, ...checkpoint, ...policy, ...tsaRoots });
}

async function readSmall(path: string): Promise<string> {
  await mustBeFile(path, textBytesMax);
  return readFile(path, 'utf8');
}

async function mustBeFile(path: string, bytesMax = Number.POSITIVE_INFINITY): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw new UnreadableFile(path, error);
  });
  if (!found.isFile() || found.size > bytesMax)
    throw new UnreadableFile(path, new Error('it is not such a file'));
}
