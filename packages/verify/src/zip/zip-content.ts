import type { Readable } from 'node:stream';

/** One file on its way into a zip. `open` gives exactly `bytes` bytes, the same each time. */
export type ZipContent = {
  readonly name: string;
  readonly bytes: number;
  open(): Readable | Promise<Readable>;
};

export const zipLimits = {
  /** Two files for each 256 entries: room for 20 million entries. */
  filesMax: 200_000,
  nameBytesMax: 300,
  totalBytesMax: 64 * 1024 ** 3,
} as const;

const namePattern = /^[A-Za-z0-9][A-Za-z0-9@._-]*(?:\/[A-Za-z0-9][A-Za-z0-9@._-]*)*$/;

/** ASCII folders and names only; nothing that could leave the folder it is unpacked to. */
export function isPackageFileName(name: string): boolean {
  return name.length <= zipLimits.nameBytesMax && namePattern.test(name);
}
