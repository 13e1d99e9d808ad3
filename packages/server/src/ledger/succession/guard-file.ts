import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { base64Of, parseCheckpoint, parseNote } from '@daybook/ledger';
import { z } from 'zod';

const fileName = 'heads.json';

const headSchema = z
  .strictObject({
    workspaceId: z.uuid(),
    logId: z.uuid(),
    origin: z.string().min(1),
    firstPosition: z.int().min(0),
    size: z.int().min(1),
    /** Base64. */
    root: z.string(),
    /** The signed checkpoint, to the byte. */
    note: z.string(),
    at: z.iso.datetime(),
  })
  .refine(isTheNotes, 'the head is not that of its note');

const guardSchema = z.strictObject({ format: z.literal('daybook.heads@1'), heads: z.array(headSchema) });

/** The newest checkpoint of one log that this machine has seen kept. */
export type GuardHead = z.infer<typeof headSchema>;

/** What this machine remembers of its logs, apart from the data folder and every backup of it. */
export type Guard =
  | { readonly state: 'read'; readonly heads: readonly GuardHead[] }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged' };

/** Where the guard file of a key folder is. */
export function guardFile(keyDir: string): string {
  return join(keyDir, fileName);
}

/** Reads the guard. A file that is not whole, or whose heads are not those of their signed notes, is `damaged`. */
export async function readGuard(keyDir: string): Promise<Guard> {
  let text: string;
  try {
    text = await readFile(guardFile(keyDir), 'utf8');
  } catch (error) {
    return { state: isMissing(error) ? 'missing' : 'damaged' };
  }
  try {
    return { state: 'read', heads: guardSchema.parse(JSON.parse(text)).heads };
  } catch {
    return { state: 'damaged' };
  }
}

/**
 * Replaces the guard as a whole: written beside it, brought to the disk, renamed, and the folder brought to the disk too.
 * A damaged guard is first set aside as `heads.json.damaged`. The key folder is never made here; throws without it.
 */
export async function writeGuard(keyDir: string, heads: readonly GuardHead[]): Promise<void> {
  const ordered = heads.toSorted(
    (a, b) => compareText(a.workspaceId, b.workspaceId) || a.firstPosition - b.firstPosition,
  );
  const text = `${JSON.stringify({ format: 'daybook.heads@1', heads: ordered }, null, 1)}\n`;
  const draft = `${guardFile(keyDir)}.${process.pid}.part`;
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, guardFile(keyDir));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
  const folder = await open(keyDir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Keeps what cannot be read for whoever wants to look at it, and makes room for a new guard. */
export async function setAsideGuard(keyDir: string): Promise<void> {
  await rename(guardFile(keyDir), `${guardFile(keyDir)}.damaged`);
}

function isTheNotes(head: { origin: string; size: number; root: string; note: string }): boolean {
  try {
    const { origin, size, root } = parseCheckpoint(parseNote(head.note).text);
    return origin === head.origin && size === head.size && base64Of(root) === head.root;
  } catch {
    return false;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function compareText(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
