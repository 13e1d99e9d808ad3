import { hash } from 'node:crypto';
import {
  appendLeaves,
  type CompactRange,
  emptyRange,
  type InclusionClaim,
  inclusionProof,
  nodeHash,
  rangeRoot,
  verifyInclusion,
} from '@daybook/ledger';
import { leafHashOfText, sha256 } from '@daybook/ledger/node';
import { against, type Bench, type Result, round } from './bench.ts';

const entries = 100_000;
const batchSize = 1_000;
const treeSize = 1_000_000;
const proofs = 2_000;
const passes = 10;
const rounds = 3;

/** The tree in memory against its bare hashes, and proofs at a million entries; best of three each. */
export const bench: Bench = {
  name: 'ledger',
  run: async () => [...measureAppend(), ...measureInclusion()],
};

/** Each entry costs one leaf hash and, all in all, one node hash; the plainest way does these and keeps nothing. */
function measureAppend(): Result[] {
  const texts = Array.from({ length: entries }, (_, i) => entryText(i));
  const node = new Uint8Array(65).fill(1);
  const hashes = fastest(() => {
    for (const text of texts) {
      hash('sha256', `\0${text}`, 'binary');
      hash('sha256', node, 'binary');
    }
  });
  const append = fastest(() => {
    let range: CompactRange = emptyRange;
    for (let start = 0; start < entries; start += batchSize) {
      range = appendLeaves(sha256, range, texts.slice(start, start + batchSize).map(leafHashOfText));
    }
    rangeRoot(sha256, range);
  });
  return [against(entries / hashes, { name: 'tree-append', value: entries / append, unit: 'entries/s' })];
}

function measureInclusion(): Result[] {
  const claims = claimsOf(treeSize);
  let holding = 0;
  const seconds = fastest(() => {
    for (let pass = 0; pass < passes; pass++) {
      for (const claim of claims) holding += verifyInclusion(sha256, claim) ? 1 : 0;
    }
  });
  if (holding !== rounds * passes * claims.length) throw new Error('a proof of the tree itself did not hold');
  return [
    { name: 'inclusion-verify-1m', value: round((passes * claims.length) / seconds), unit: 'proofs/s' },
    {
      name: 'inclusion-hashes-1m',
      value: Math.max(...claims.map(({ proof }) => proof.length)),
      unit: 'hashes',
    },
  ];
}

/** Claims as a verifier has them: their own bytes, the tree gone. */
function claimsOf(size: number): InclusionClaim[] {
  const levels = levelsOf(size);
  const read = (level: number, index: number) => levels[level]?.[index] ?? new Uint8Array();
  const root = rangeRoot(sha256, appendLeaves(sha256, emptyRange, levels[0] ?? []));
  return Array.from({ length: proofs }, (_, i) => {
    const index = (i * 7_919) % size;
    const proof = inclusionProof(sha256, index, size, read).map((hash) => hash.slice());
    return { index, size, leafHash: read(0, index).slice(), proof, root };
  });
}

/** The hashes of all perfect subtrees, by height. */
function levelsOf(size: number): Uint8Array[][] {
  const levels = [Array.from({ length: size }, (_, i) => leafHashOfText(String(i)))];
  for (let below = levels[0] ?? []; below.length > 1; below = levels.at(-1) ?? []) {
    const level: Uint8Array[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) {
      const [left, right] = below.slice(i, i + 2);
      if (left !== undefined && right !== undefined) level.push(nodeHash(sha256, left, right));
    }
    levels.push(level);
  }
  return levels;
}

/** As long as an entry of an observation is. */
function entryText(index: number): string {
  return `{"actor":{"id":"sub_0123456789abcdef","kind":"user"},"id":"ent_01234567-89ab-7def-8123-${String(index).padStart(12, '0')}","observedAt":"2026-03-01T12:00:01.900Z","occurredAt":null,"payload":{"alg":"hmac-sha256","commit":"DXM/7sME8THA3LzrhzwxfivMR4k5cILb1ClkYiousCc=","mediaType":"application/json","size":256},"recordedAt":"2026-03-01T12:00:02.004Z","refs":["con_0123","pul_4567"],"type":"record.observed@1","v":1}`;
}

function fastest(work: () => void): number {
  const seconds = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    work();
    return (performance.now() - startedAt) / 1000;
  });
  return Math.min(...seconds);
}
