import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { SourceError } from '@daybook/kit';

export type TextFile = {
  readonly bytesTotal: number;
  /** The beginning, to tell the format from. */
  readonly start: string;
  /** The whole text in pieces, without a byte order mark. */
  read(): AsyncGenerator<string>;
  bytesRead(): number;
};

const startBytes = 64 * 1024;

/** Opens a text file. Throws `SourceError` for what is no file, for UTF-16, and while reading for bytes of another encoding. */
export async function openText(path: string, encoding: 'utf-8' | 'windows-1252'): Promise<TextFile> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw new SourceError(
      'source-not-found',
      'there is nothing at the path given for the file',
      'check the spelling',
    );
  }
  if (!found.isFile()) {
    throw new SourceError(
      'source-unreadable',
      'the path given is not a file',
      'give one CSV, JSON or XLSX file',
    );
  }
  if (found.size === 0) {
    throw new SourceError(
      'source-unreadable',
      'the file is empty',
      'export it again and check that it has rows',
    );
  }
  const start = await startOf(path);
  refuseUtf16(start);
  let bytesRead = 0;
  return {
    bytesTotal: found.size,
    start: new TextDecoder(encoding).decode(start),
    bytesRead: () => bytesRead,
    async *read() {
      const decoder = new TextDecoder(encoding, { fatal: true });
      for await (const chunk of createReadStream(path)) {
        bytesRead += chunk.length;
        yield decoded(() => decoder.decode(chunk, { stream: true }));
      }
      yield decoded(() => decoder.decode());
    },
  };
}

async function startOf(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** By its byte order mark, or without one by every other byte being zero, as it is with Latin letters. */
function refuseUtf16(start: Buffer): void {
  const mark = start.toString('hex', 0, 2);
  const isMarked = mark === 'fffe' || mark === 'feff';
  const zeros = start.filter((byte) => byte === 0).length;
  if (!isMarked && zeros < start.length / 4) return;
  throw new SourceError(
    'source-unreadable',
    'the file is in UTF-16, not in UTF-8',
    'save it as UTF-8: in Excel choose "CSV UTF-8 (comma delimited)", in an editor "Save with encoding: UTF-8"',
  );
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new SourceError(
      'source-unreadable',
      'the file holds bytes that are not UTF-8',
      'save it as UTF-8, or set the encoding to windows-1252 if it comes from an older Windows program',
    );
  }
}
