import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ErasurePart, Services } from '../platform/index.ts';
import { packageFile } from './package-file.ts';

/** Packages built before an erasure hold names and values in clear; their files go, what they were stays on record. */
export function auditsErasure({ settings }: Pick<Services, 'settings'>): ErasurePart {
  return {
    afterwards: (workspaceId) =>
      rm(dirname(packageFile(settings, workspaceId, 'any')), { recursive: true, force: true }),
  };
}
