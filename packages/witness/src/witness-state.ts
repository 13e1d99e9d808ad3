import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, hexOf, parseCheckpoint, parseNote, utf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { WitnessRefusal } from './witness-refusal.ts';
import { writeDurably } from './write-durably.ts';

/** What the witness cosigned last, one file for each log. Whoever holds it is the only process on its folder. */
export interface WitnessState {
  /** Null for a log it has cosigned nothing of. Throws on a damaged file rather than forgetting it. */
  last(origin: string): (Checkpoint & { readonly note: string }) | null;
  /** On the disk when it returns. */
  store(origin: string, note: string): void;
  /** The note stored under the hex SHA-256 of an origin; null when there is none. */
  noteOf(originHash: string): string | null;
}

export function openState(stateDir: string): WitnessState {
  const pathOf = (originHash: string) => join(stateDir, `${originHash}.checkpoint`);
  const noteOf = (originHash: string) => {
    const path = pathOf(originHash);
    return /^[0-9a-f]{64}$/.test(originHash) && existsSync(path) ? readFileSync(path, 'utf8') : null;
  };
  return {
    noteOf,
    last: (origin) => {
      const note = noteOf(hashOf(origin));
      return note === null ? null : { ...checkpointIn(note, origin), note };
    },
    store: (origin, note) => writeDurably(pathOf(hashOf(origin)), note),
  };
}

function hashOf(origin: string): string {
  return hexOf(sha256(utf8(origin)));
}

function checkpointIn(note: string, origin: string): Checkpoint {
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    if (checkpoint.origin === origin) return checkpoint;
  } catch {
    // the refusal below says it
  }
  throw new WitnessRefusal(
    `the state of the log \`${origin}\` is damaged`,
    'put the file back from a copy; never remove it, since the witness would then trust whatever it is shown',
  );
}
