import type { EntryDetail } from '@daybook/client';
import {
  base64Of,
  entryText,
  formatVkey,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOfLeaves,
  signCheckpoint,
  utf8,
} from '@daybook/ledger';
import { createNoteSigner, sha256 } from '@daybook/ledger/node';

const origin = 'daybook.example/default/2026';
const seed = new Uint8Array(32).fill(7);

/** One entry of a small log with a true proof and a true signature, so that the browser can verify it. */
export function signedEntry({ index, size, actor }: { index: number; size: number; actor: string }): {
  detail: EntryDetail;
} {
  const texts = Array.from({ length: size }, (_, place) => textOf(place, actor));
  const leaves = texts.map((text) => leafHash(sha256, utf8(text)));
  const root = rootOfLeaves(sha256, leaves);
  const signer = createNoteSigner(origin, seed);
  const subtree = (level: number, place: number): Uint8Array => {
    const leaf = leaves[place];
    if (level === 0 && leaf !== undefined) return leaf;
    return nodeHash(sha256, subtree(level - 1, place * 2), subtree(level - 1, place * 2 + 1));
  };
  const text = texts[index] ?? '';
  const leaf = base64Of(leafHash(sha256, utf8(text)));
  const hashes = inclusionProof(sha256, index, size, subtree).map(base64Of);
  const checkpoint = signCheckpoint({ origin, size, root, extensions: [] }, signer);
  return {
    detail: {
      entry: JSON.parse(text),
      text,
      leafHash: leaf,
      summary: 'A record was seen at its source',
      payload: {
        state: 'present',
        erasedBy: null,
        json: {
          kind: 'change',
          scope: 'git.example/team/store',
          value: { title: 'Change number 1', signature: 'unknown' },
        },
      },
      log: { origin, index, verifierKey: formatVkey(signer.vkey) },
      proof: { index, size, leafHash: leaf, hashes, root: base64Of(root), checkpoint },
      bracket: {
        after: { at: '2026-11-21T03:10:00.000Z', by: 'stamp.example', position: 4 },
        before: { at: '2026-11-21T04:10:00.000Z', by: 'stamp.example', size: 9 },
        rung: 2,
      },
    },
  };
}

function textOf(place: number, actor: string): string {
  return entryText({
    actor: { id: actor, kind: 'system' },
    id: `ent_01890a5d-ac96-774b-bcce-b302099a805${place}`,
    observedAt: '2026-11-21T04:00:00.000Z',
    occurredAt: null,
    recordedAt: '2026-11-21T04:00:01.000Z',
    refs: ['con_1', 'pul_1'],
    type: 'record.observed@1',
    v: 1,
  });
}
