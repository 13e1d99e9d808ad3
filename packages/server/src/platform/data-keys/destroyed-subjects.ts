import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '../background.ts';
import type { Log } from '../log.ts';
import { isSubjectKeyId } from './data-keys.ts';

const fileName = 'destroyed-subjects';

/** Where a key folder remembers whose keys were destroyed: one key id a line, which is a hash and names nobody. */
export function destroyedSubjectsFile(keyDir: string): string {
  return join(keyDir, fileName);
}

/**
 * The ids of destroyed keys of people, kept apart from the data folder and its backups: an older backup brings neither the
 * erasure nor this list back with it. Without a key folder that can be written it works and remembers nothing new.
 */
export class DestroyedSubjects {
  readonly #file: string | null;
  readonly #log: Log;
  readonly #ids: Set<string>;
  #isKept: boolean;

  private constructor(
    file: string | null,
    log: Log,
    known: { readonly ids: Set<string>; readonly isKept: boolean },
  ) {
    this.#file = file;
    this.#log = log;
    this.#ids = known.ids;
    this.#isKept = known.isKept;
  }

  /** Null: there is no place for the list. The key folder is never made here. */
  static async open(keyDir: string | null, log: Log): Promise<DestroyedSubjects> {
    if (keyDir === null) return new DestroyedSubjects(null, log, { ids: new Set(), isKept: false });
    const file = destroyedSubjectsFile(keyDir);
    const ids = new Set<string>();
    try {
      for (const id of await readIds(file)) ids.add(id);
      await appendDurably(file, []);
      return new DestroyedSubjects(file, log, { ids, isKept: true });
    } catch (error) {
      log.warn({ error: describeError(error) }, unkeptSentence);
      return new DestroyedSubjects(file, log, { ids, isKept: false });
    }
  }

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** All that was destroyed so far is on the list, or will be. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Adds those of these that are keys of people and not listed yet; on disk when it resolves. Never throws. */
  async remember(ids: readonly string[]): Promise<void> {
    if (this.#file === null) return;
    const fresh = ids.filter((id) => isSubjectKeyId(id) && !this.#ids.has(id));
    if (fresh.length === 0) return;
    try {
      await appendDurably(this.#file, fresh);
      for (const id of fresh) this.#ids.add(id);
      this.#isKept = true;
    } catch (error) {
      this.#isKept = false;
      this.#log.error({ error: describeError(error) }, unkeptSentence);
    }
  }
}

const unkeptSentence =
  'whose keys were destroyed cannot be kept beside the master key; a restored older backup could bring erased people back';

/** A line torn by a crash is no id and is passed over; the key it was about is listed again at the next start. */
async function readIds(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter(isSubjectKeyId);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function appendDurably(file: string, ids: readonly string[]): Promise<void> {
  await withHandle(file, 'a', async (handle) => {
    if (ids.length === 0) return;
    // Each id between line ends of its own, whatever a torn write left before it.
    await handle.writeFile(`\n${ids.join('\n')}\n`);
    await handle.sync();
  });
  if (ids.length > 0) await withHandle(join(file, '..'), 'r', (folder) => folder.sync());
}

async function withHandle(
  path: string,
  flags: string,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}
