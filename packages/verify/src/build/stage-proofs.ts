import { formatTlogProof, type HashTile, inclusionProofFromTiles, tilePath } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import type { Claims } from '../format/claims.ts';
import { logFolder, proofPath } from '../format/package-paths.ts';
import type { PackageLog } from './package-source.ts';
import type { StagedFiles } from './staged-files.ts';

/** The log itself proves every entry; these are for handing over single items. */
const proofsMax = 300;

/** One proof file for each entry that a finding rests on, failures first. */
export async function stageProofs(
  files: StagedFiles,
  logs: readonly PackageLog[],
  claims: Claims,
): Promise<void> {
  for (const position of proofPositions(claims)) {
    const log = logs.findLast(({ firstPosition }) => firstPosition <= position);
    if (log === undefined) continue;
    const readTile = (tile: HashTile) => files.read(`${logFolder(log.origin)}/${tilePath(tile)}`);
    await files.add(proofPath(position), await proofText({ log, position, readTile }));
  }
}

type ProofInput = {
  readonly log: Pick<PackageLog, 'firstPosition' | 'size' | 'checkpoint'>;
  readonly position: number;
  readonly readTile: (tile: HashTile) => Promise<Uint8Array>;
};

/** The one text of this entry's proof under this checkpoint. */
export async function proofText({ log, position, readTile }: ProofInput): Promise<string> {
  const index = position - log.firstPosition;
  const proof = await inclusionProofFromTiles(sha256, index, log.size, readTile);
  return formatTlogProof({ index, proof, checkpointNote: log.checkpoint });
}

function proofPositions(claims: Claims): readonly number[] {
  const findings = [...claims.findings.values()].flat();
  const of = (isFailure: boolean) =>
    findings.filter(({ outcome }) => (outcome === 'fail') === isFailure).map(({ position }) => position);
  return [...new Set([...of(true), ...of(false)])].slice(0, proofsMax);
}
