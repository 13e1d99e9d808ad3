import type { Signatory } from '@daybook/kit';
import type { Commit, Signature } from './commit.ts';
import { instantOf } from './commit.ts';

/**
 * Decodes one raw commit object as `git cat-file` prints it. Bytes that are not UTF-8 are read in the encoding the commit
 * names, else as Windows-1252, so that every name has some reading. Returns null where it is no commit object.
 */
export function parseCommitObject(sha: string, bytes: Buffer): Commit | null {
  const end = bytes.indexOf('\n\n');
  const headers = headersOf(bytes.subarray(0, end === -1 ? bytes.length : end));
  const value = (name: string) => headers.find((header) => header.name === name)?.value;
  const author = value('author');
  const committer = value('committer');
  if (value('tree') === undefined || author === undefined || committer === undefined) return null;
  const decode = decoderOf(value('encoding')?.toString('latin1').trim());
  const written = signed(decode(author));
  const committed = signed(decode(committer));
  return {
    sha,
    parents: headers
      .filter((header) => header.name === 'parent')
      .map((header) => header.value.toString('latin1')),
    author: written.who,
    committer: committed.who,
    committedAt: committed.at,
    signature: signatureOf(value('gpgsig') ?? value('gpgsig-sha256')),
    message: end === -1 ? '' : decode(bytes.subarray(end + 2)),
  };
}

type Header = { readonly name: string; readonly value: Buffer };

/** Header lines with their continuation lines (those that begin with a space) joined. */
function headersOf(bytes: Buffer): Header[] {
  const headers: { name: string; value: Buffer }[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    const last = headers.at(-1);
    if (line[0] === 0x20 && last !== undefined) last.value = Buffer.concat([last.value, line]);
    else {
      const space = line.indexOf(0x20);
      if (space > 0)
        headers.push({ name: line.toString('latin1', 0, space), value: line.subarray(space + 1) });
    }
    start = end + 1;
  }
  return headers;
}

function decoderOf(encoding: string | undefined): (bytes: Buffer) => string {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const lenient = lenientDecoder(encoding);
  return (bytes) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) return lenient.decode(bytes);
    try {
      return strict.decode(bytes);
    } catch {
      return lenient.decode(bytes);
    }
  };
}

function lenientDecoder(encoding: string | undefined): TextDecoder {
  const fallback = 'windows-1252';
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return new TextDecoder(fallback);
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder(fallback);
  }
}

/** `Name <mail> seconds zone`; each part may be missing in old or hand-made commits. */
function signed(line: string): { readonly who: Signatory; readonly at: string } {
  const open = line.indexOf('<');
  const close = line.lastIndexOf('>');
  const hasMail = open !== -1 && close > open;
  const name = (hasMail ? line.slice(0, open) : line.replace(/\d{1,20} [+-]\d{1,10}$/, '')).trim();
  const email = hasMail ? line.slice(open + 1, close).trim() : '';
  const seconds = /^\s*(\d{1,16})(?: |$)/.exec(
    hasMail ? line.slice(close + 1) : (/\d{1,20} [+-]\d{1,10}$/.exec(line)?.[0] ?? ''),
  )?.[1];
  return { who: { name, email }, at: seconds === undefined ? 'unknown' : instantOf(Number(seconds) * 1_000) };
}

function signatureOf(value: Buffer | undefined): Signature {
  if (value === undefined) return 'none';
  const start = value.toString('latin1', 0, 64);
  if (start.startsWith('-----BEGIN PGP ')) return 'pgp';
  if (start.startsWith('-----BEGIN SSH SIGNATURE-----')) return 'ssh';
  if (start.startsWith('-----BEGIN SIGNED MESSAGE-----')) return 'x509';
  return 'unknown';
}
