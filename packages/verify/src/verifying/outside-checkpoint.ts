import { base64Of, type Checkpoint, openNote, parseCheckpoint, parseNote, type Vkey } from '@daybook/ledger';
import { ed25519Verify } from '@daybook/ledger/node';
import type { Problems } from './problems.ts';

const place = 'checkpoint from elsewhere';

/** A checkpoint the auditor received another way. It is trusted; the package is held against it. */
export type OutsideCheckpoint = { readonly note: string; readonly checkpoint: Checkpoint };

export async function readOutsideCheckpoint(
  note: string,
  problems: Problems,
): Promise<OutsideCheckpoint | null> {
  return problems.attempt('outside-checkpoint-malformed', place, () => ({
    note,
    checkpoint: parseCheckpoint(parseNote(note).text),
  }));
}

export type VerifiedLog = {
  readonly origin: string;
  readonly size: number;
  readonly vkeys: readonly Vkey[];
  /** Roots by size, the one that was asked for among them unless the log is shorter. */
  readonly rootsAt: ReadonlyMap<number, Uint8Array>;
};

/** The same log, signed by the same key, whose entries begin with exactly those the checkpoint names. */
export function checkOutsideCheckpoint(
  outside: OutsideCheckpoint,
  logs: readonly VerifiedLog[],
  problems: Problems,
): string | null {
  const { origin, size, root } = outside.checkpoint;
  const log = logs.find((each) => each.origin === origin);
  if (log === undefined) {
    problems.add('outside-checkpoint-of-another-log', place);
    return null;
  }
  const before = problems.count;
  checkSignature(outside.note, log.vkeys, problems);
  const rootAt = log.rootsAt.get(size);
  if (size > log.size)
    problems.add('outside-checkpoint-is-newer', `${place}: ${size} entries, the package has ${log.size}`);
  else if (rootAt === undefined || base64Of(rootAt) !== base64Of(root)) {
    problems.add('fork', `${origin}: the first ${size} entries`);
  }
  if (problems.count > before) return null;
  return `the first ${size} of ${log.size} entries are those of the checkpoint from elsewhere`;
}

/** A key with another id is another signer, whatever the name says; one with the same id must have made this signature. */
function checkSignature(note: string, vkeys: readonly Vkey[], problems: Problems): void {
  try {
    openNote(note, vkeys, ed25519Verify);
  } catch {
    problems.add('outside-checkpoint-not-signed', `${place}: not by the key in the package`);
  }
}
