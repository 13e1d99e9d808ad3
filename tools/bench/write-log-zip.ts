import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareEntry } from '@daybook/ledger';
import { logFolder, TileWriter, writeZip, type ZipContent } from '@daybook/verify';

export const benchOrigin = 'daybook.example/bench/2026';

/** One entry as the ledger writes it, about 450 bytes. */
export function benchEntry(index: number): string {
  const at = new Date(Date.UTC(2026, 0, 1) + index * 10).toISOString();
  const id = `${index.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
  const commit = Buffer.alloc(32, index % 251).toString('base64');
  return prepareEntry({
    actor: { id: 'sub_00000000-0000-4000-8000-000000000000', kind: 'system' },
    id: `ent_${id}`,
    observedAt: at,
    occurredAt: at,
    payload: { alg: 'hmac-sha256', commit, mediaType: 'application/json', size: 512 },
    refs: [`con_${id}`, `pul_${id}`],
    type: 'record.observed@1',
    v: 1,
  })(at);
}

/** Writes a zip with the tree of a log of `size` entries, and calls back for each entry. Answers the log's root. */
export async function writeLogZip(
  folder: string,
  size: number,
  onEntry: (text: string) => void,
): Promise<{ readonly path: string; readonly root: Uint8Array }> {
  const staged = await mkdtemp(join(folder, 'tiles-'));
  const files: ZipContent[] = [];
  const writer = new TileWriter(async (name, bytes) => {
    const path = join(staged, String(files.length));
    await writeFile(path, bytes);
    files.push({
      name: `${logFolder(benchOrigin)}/${name}`,
      bytes: bytes.length,
      open: () => createReadStream(path),
    });
  });
  for (let index = 0; index < size; index += 1) {
    const text = benchEntry(index);
    onEntry(text);
    await writer.add(text);
  }
  await writer.finish();
  const path = join(folder, 'log.zip');
  await writeZip(files, createWriteStream(path));
  await rm(staged, { recursive: true });
  return { path, root: writer.root() };
}
