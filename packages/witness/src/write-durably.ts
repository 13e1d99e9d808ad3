import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: when this returns, the new content is on the disk, and whenever the machine stops there is
 * either the old one or the new one. The draft beside it, `<path>.part`, is overwritten if a stop left it behind.
 */
export function writeDurably(path: string, content: string, mode = 0o644): void {
  const draft = `${path}.part`;
  const file = openSync(draft, 'w', mode);
  try {
    const bytes = Buffer.from(content, 'utf8');
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
