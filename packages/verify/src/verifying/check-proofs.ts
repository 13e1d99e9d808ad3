import { type HashTile, textOfUtf8, tilePath } from '@daybook/ledger';
import { proofText } from '../build/stage-proofs.ts';
import { logFolder, proofPath } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';
import type { ReadLog } from './read-log.ts';

const tileBytesMax = 8_192;
const proofBytesMax = 1024 ** 2;

/** Each `proofs/<position>.tlog-proof` must be, byte for byte, the proof its log gives. Answers the names it knows. */
export async function checkProofs(
  zip: OpenZip,
  logs: readonly ReadLog[],
  problems: Problems,
): Promise<ReadonlySet<string>> {
  const paths = [...zip.files.keys()].filter((name) => name.startsWith('proofs/'));
  for (const path of paths) {
    await problems.attempt('proof-differs', path, async () => {
      const position = Number(/^proofs\/(\d{1,16})\.tlog-proof$/.exec(path)?.[1] ?? Number.NaN);
      const log = logs.findLast(({ firstPosition }) => firstPosition <= position);
      if (log === undefined || proofPath(position) !== path)
        throw new Error('the name is not that of a proof');
      const readTile = (tile: HashTile) =>
        zip.read(`${logFolder(log.origin)}/${tilePath(tile)}`, tileBytesMax);
      const own = await proofText({
        log: { ...log, checkpoint: log.checkpointNote },
        position,
        readTile,
      });
      if (own !== textOfUtf8(await zip.read(path, proofBytesMax))) problems.add('proof-differs', path);
    });
  }
  return new Set(paths);
}
