import { textOfUtf8 } from '@daybook/ledger';
import { writeOpenedFile } from '../format/opened-file.ts';
import { logFolder, logPaths } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';
import type { ReadLog } from './read-log.ts';
import type { ToldByEntries } from './told-by-entries.ts';

const openedBytesMax = 1024 ** 2;

/** Each log's opening and rotations, as packed beside its tree, are those its entries committed to. */
export async function checkBesideTree(
  zip: OpenZip,
  { logs, told }: { readonly logs: readonly ReadLog[]; readonly told: ToldByEntries },
  problems: Problems,
): Promise<void> {
  for (const [number, { origin, rotations }] of logs.entries()) {
    const paths = logPaths(logFolder(origin));
    const opening = told.openings.get(number);
    const packed = await problems.attempt('file-missing', paths.opened, async () =>
      textOfUtf8(await zip.read(paths.opened, openedBytesMax)),
    );
    if (packed !== null && (opening === undefined || packed !== writeOpenedFile(opening)))
      problems.add('opening-differs', paths.opened);
    const notes = told.rotations.get(number) ?? [];
    for (const [i, note] of notes.entries()) {
      if (rotations[i] !== note) problems.add('rotation-differs', paths.rotation(i + 1));
    }
  }
}
