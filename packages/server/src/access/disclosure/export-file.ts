import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { handleOf, type Settings, type WorkspaceId } from '../../platform/index.ts';
import type { StoredExport } from './exports.store.ts';

export function exportsFolder({ dataDir }: Pick<Settings, 'dataDir'>, workspaceId: WorkspaceId): string {
  return join(dataDir, 'exports', workspaceId);
}

/** Where a whole export lies: in the data folder, outside of what backups take along. */
export function exportFile(
  settings: Pick<Settings, 'dataDir'>,
  workspaceId: WorkspaceId,
  id: string,
): string {
  return join(exportsFolder(settings, workspaceId), id);
}

export type WrittenRows = { readonly rows: number; readonly digest: string };

/** Writes lines one after the other with flat memory; the digest is over exactly these bytes. */
export async function writeRows(path: string, lines: AsyncIterable<string>): Promise<WrittenRows> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let rows = 0;
  const counted = async function* () {
    for await (const line of lines) {
      hash.update(line);
      rows += 1;
      yield line;
    }
  };
  // Opened first: a list that fails at once must not leave behind a file that is made a moment later.
  const handle = await open(path, 'wx', 0o600);
  await pipeline(counted, handle.createWriteStream());
  return { rows, digest: hash.digest('hex') };
}

/** Puts the watermark before the rows. Only what is whole gets the name under which it is handed out. */
export async function finishFile(path: string, body: string, header: string): Promise<number> {
  const unfinished = `${path}.unfinished`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    await pipeline(
      async function* () {
        yield header;
        yield* createReadStream(body);
      },
      handle.createWriteStream({ flush: true }),
    );
    await rename(unfinished, path);
    return (await stat(path)).size;
  } finally {
    await rm(unfinished, { force: true });
  }
}

type Marked = Omit<StoredExport, 'state' | 'bytes' | 'position' | 'until'>;

/** Who asked for it, when, why, and what it holds: the first line of the file. It takes no part in the digest. */
export function watermark(one: Marked): string {
  const { id, what, requestedBy, requestedAt, reason, rows, digest, hasNames } = one;
  const said = {
    export: id,
    list: what,
    requestedBy,
    requestedAt,
    reason,
    rows,
    names: hasNames ? 'shown' : 'masked',
  };
  if (one.format === 'jsonl') return `${JSON.stringify({ daybook: { ...said, sha256: digest } })}\n`;
  const words = Object.entries({ ...said, sha256: digest }).map(
    ([name, value]) => `${name}=${oneLine(String(value))}`,
  );
  return `"# Daybook export: ${words.join('; ').replaceAll('"', '""')}"\r\n`;
}

/** The same in the name of the file, as far as names of files go. */
export function exportFileName(one: Marked): string {
  const { id, what, requestedBy, requestedAt, reason, rows, digest, format } = one;
  const why = reason
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '');
  const parts = [
    'daybook',
    what,
    requestedAt.slice(0, 16).replaceAll(/[:T]/g, '-'),
    `by-${handleOf(requestedBy)}`,
  ];
  return `${[...parts, why, `${rows}-rows`, id, digest.slice(0, 12)].filter(Boolean).join('_')}.${format}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n;]+/g, ' ');
}
