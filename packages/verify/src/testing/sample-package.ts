import { tmpdir } from 'node:os';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { PackageSource } from '../build/package-source.ts';
import { type PackageRequest, type WrittenPackage, writePackage } from '../build/write-package.ts';
import { openZip } from '../zip/open-zip.ts';
import { writeZip } from '../zip/write-zip.ts';
import type { ZipContent } from '../zip/zip-content.ts';
import { sampleCatalog } from './sample-catalog.ts';

export const sampleRequest: PackageRequest = {
  catalog: sampleCatalog,
  framework: 'sample-1',
  window: { from: '2026-01-01', to: '2026-04-01', zone: 'UTC' },
  asOf: '2026-03-01T13:00:00.000Z',
  names: 'included',
};

/** The zip in memory and what its writer said of it. */
export async function buildSample(
  source: PackageSource,
  request: PackageRequest = sampleRequest,
): Promise<WrittenPackage & { readonly zip: Buffer }> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const written = await writePackage(request, source, { stagingFolder: tmpdir(), output });
  return { ...written, zip: Buffer.concat(chunks) };
}

/** The files of a package by name. */
export async function unpack(zip: Buffer): Promise<Map<string, Buffer>> {
  const opened = await openZip(zip);
  const files = new Map<string, Buffer>();
  for (const [name, file] of opened.files) files.set(name, await buffer(await file.open()));
  return files;
}

/** A well-made zip of any files. */
export async function pack(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const contents = [...files].map(
    ([name, bytes]): ZipContent => ({ name, bytes: bytes.length, open: () => Readable.from([bytes]) }),
  );
  const chunks: Buffer[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  await writeZip(contents, output);
  return Buffer.concat(chunks);
}
