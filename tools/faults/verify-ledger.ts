import { createHash, createHmac } from 'node:crypto';
import { openCheckpoint, parseVkey } from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import {
  listLogs,
  newestCheckpoint,
  readEntryRange,
  readHead,
  readPayloads,
} from '../../packages/server/src/ledger/index.ts';
import type { Services, Tx, WorkspaceId } from '../../packages/server/src/platform/index.ts';
import type { Acknowledged } from './spawn-writer.ts';

export type Verified = {
  /** Entries in the ledger. */
  readonly entries: number;
  /** Notes that are there although nobody was told so: their writer was killed in between. */
  readonly unacknowledged: number;
};

type VerifyServices = Pick<Services, 'database' | 'dataKeys'>;

/**
 * Reads everything a workspace has written down and throws unless: each acknowledged entry stands at its place with its
 * payload, none stands there twice, no place is empty, the root of all entries is that of the head, the newest signed
 * checkpoint fits the entries it covers, and every payload opens to what its entry is committed to.
 */
export async function verifyLedger(
  workspaceId: WorkspaceId,
  acknowledged: readonly Acknowledged[],
  services: VerifyServices,
): Promise<Verified> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const notes = new Map<string, Acknowledged>();
    let entries = 0;
    for (const log of await listLogs(tx)) {
      const head = await readHead(tx, log.id);
      const stored = await readEntryRange(tx, log.id, 0, Number.MAX_SAFE_INTEGER);
      demand(
        stored.length === head.size,
        `${log.origin} has ${stored.length} entries, its head says ${head.size}`,
      );
      const leaves = stored.map(({ text }) => digest(Buffer.from([0]), Buffer.from(text)));
      for (const [i, { index, leafHash }] of stored.entries()) {
        demand(index === i, `place ${i} of ${log.origin} is empty`);
        demand(leafHash.equals(leaves[i] ?? Buffer.of()), `leaf ${i} differs`);
      }
      demand(treeHash(leaves).equals(head.root), `the root of ${log.origin} is not that of its entries`);
      await verifyCheckpoint(tx, log, leaves);
      for (const note of await notesOf(tx, log.firstPosition, stored, services)) {
        demand(!notes.has(note.note), `note ${note.note} stands there twice`);
        notes.set(note.note, note);
      }
      entries += stored.length;
    }
    for (const one of acknowledged) {
      const found = notes.get(one.note);
      demand(found !== undefined, `acknowledged note ${one.note} is missing`);
      demand(found?.id === one.id && found.position === one.position, `note ${one.note} stands elsewhere`);
    }
    return { entries, unacknowledged: notes.size - acknowledged.length };
  });
}

async function verifyCheckpoint(
  tx: Tx,
  log: { readonly id: string; readonly origin: string; readonly verifierKey: string },
  leaves: readonly Buffer[],
): Promise<void> {
  const newest = await newestCheckpoint(tx, log.id);
  if (newest === null) return;
  const { size, root } = openCheckpoint(newest.note, parseVkey(sha256, log.verifierKey), ed25519Verify);
  demand(size <= leaves.length, `a checkpoint of ${log.origin} is signed for entries that are gone`);
  demand(
    treeHash(leaves.slice(0, size)).equals(root),
    `a signed root of ${log.origin} is not that of its entries`,
  );
}

async function notesOf(
  tx: Tx,
  firstPosition: number,
  stored: readonly { readonly index: number; readonly text: string }[],
  services: VerifyServices,
): Promise<readonly Acknowledged[]> {
  const entries = stored.map(({ index, text }) => ({ position: firstPosition + index, ...JSON.parse(text) }));
  const committed = entries.filter((entry) => entry.payload !== undefined);
  const payloads = new Map(
    (await readPayloads(tx, committed, services)).map((payload) => [payload.position, payload]),
  );
  const notes: Acknowledged[] = [];
  for (const { position, id, type, payload } of committed) {
    const opened = payloads.get(position);
    if (opened === undefined) throw new Error(`the payload at ${position} does not open`);
    const commitment = createHmac('sha256', opened.salt).update(opened.body).digest('base64');
    demand(commitment === payload.commit, `the payload at ${position} is not the one its entry names`);
    if (type === 'note.made@1')
      notes.push({ position, id, note: JSON.parse(opened.body.toString('utf8')).note });
  }
  return notes;
}

/** RFC 6962, section 2.1, as it is written there: slow, and independent of what the server does. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return digest();
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return digest(Buffer.from([1]), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

function digest(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function demand(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
