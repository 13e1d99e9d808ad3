import { followRotations, parseVkey, textOfUtf8, type Vkey } from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import { logPaths } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';

const keyBytesMax = 1024 ** 2;

export type ReadKeys = {
  /** The log's keys, oldest first: its own, and each to which the one before it handed over. */
  readonly vkeys: readonly Vkey[];
  readonly vkeyText: string;
  /** The notes by which keys handed over, as they are packed. */
  readonly rotations: readonly string[];
};

/** The chain of a log's keys; null when its first key cannot be read. A chain that breaks ends there, with a problem. */
export async function readKeys(zip: OpenZip, folder: string, problems: Problems): Promise<ReadKeys | null> {
  const paths = logPaths(folder);
  const first = await problems.attempt('key-malformed', paths.vkey, async () => {
    const text = textOfUtf8(await zip.read(paths.vkey, keyBytesMax));
    const vkeyText = text.slice(0, -1);
    if (text !== `${vkeyText}\n`) throw new Error('the key does not end in a line feed');
    return { vkey: parseVkey(sha256, vkeyText), vkeyText };
  });
  if (first === null) return null;
  const rotations: string[] = [];
  let vkeys: readonly Vkey[] = [first.vkey];
  for (let number = 1; zip.files.has(paths.rotation(number)); number += 1) {
    const path = paths.rotation(number);
    const followed = await problems.attempt('rotation-differs', path, async () => {
      rotations.push(textOfUtf8(await zip.read(path, keyBytesMax)));
      return followRotations(sha256, first.vkey, rotations, ed25519Verify);
    });
    if (followed === null) break;
    vkeys = followed;
  }
  return { vkeys, vkeyText: first.vkeyText, rotations };
}
