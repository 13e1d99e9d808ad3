import { expect, test } from 'vitest';
import { bytesOfBase64 } from './base64.ts';
import { verifyConsistencyAsync, verifyInclusionAsync } from './browser.ts';
import { verifyConsistency } from './consistency-proof.ts';
import { verifyInclusion } from './inclusion-proof.ts';
import { sha256 } from './node.ts';
import { vectorJson, vectorPaths } from './vectors.fixture.ts';

type Shared = { readonly proof: readonly string[] | null; readonly wantErr: boolean };

type InclusionVector = Shared & {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string | null;
  readonly leafHash: string | null;
};

type ConsistencyVector = Shared & {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
};

function bytes(base64: string | null): Uint8Array {
  return bytesOfBase64(base64 ?? '');
}

const inclusionPaths = vectorPaths('merkle/inclusion');
const consistencyPaths = vectorPaths('merkle/consistency');

test('there are 196 vectors', () => {
  expect([inclusionPaths.length, consistencyPaths.length]).toEqual([98, 98]);
});

test.each(inclusionPaths)('judges %s as the reference does', async (path) => {
  // the files have this shape
  const vector = vectorJson(path) as InclusionVector;
  const claim = {
    index: vector.leafIdx,
    size: vector.treeSize,
    leafHash: bytes(vector.leafHash),
    proof: (vector.proof ?? []).map(bytes),
    root: bytes(vector.root),
  };

  expect(verifyInclusion(sha256, claim)).toBe(!vector.wantErr);
  expect(await verifyInclusionAsync(claim)).toBe(!vector.wantErr);
});

test.each(consistencyPaths)('judges %s as the reference does', async (path) => {
  // the files have this shape
  const vector = vectorJson(path) as ConsistencyVector;
  const claim = {
    oldSize: vector.size1,
    newSize: vector.size2,
    oldRoot: bytes(vector.root1),
    newRoot: bytes(vector.root2),
    proof: (vector.proof ?? []).map(bytes),
  };

  expect(verifyConsistency(sha256, claim)).toBe(!vector.wantErr);
  expect(await verifyConsistencyAsync(claim)).toBe(!vector.wantErr);
});
