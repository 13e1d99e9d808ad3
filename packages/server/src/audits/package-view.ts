import { z } from 'zod';
import type { StoredPackage } from './packages.store.ts';

/** A package as the API shows it. */
export const packageView = z.object({
  id: z.string(),
  framework: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  createdAt: z.string(),
  entries: z.int(),
  /** SHA-256 of the file, in hex. */
  digest: z.string(),
  bytes: z.int(),
  checkpointSize: z.int(),
  /** People are named in it: only who may see names can have its file. */
  hasNames: z.boolean(),
  /** Of the entry that records that it was built. */
  position: z.int(),
});

export function viewPackage({ logId: _, ...shown }: StoredPackage): z.input<typeof packageView> {
  return shown;
}
