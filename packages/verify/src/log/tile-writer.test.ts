import { rootOfLeaves, tilePath, tilesForSize } from '@daybook/ledger';
import { leafHashOfText, sha256 } from '@daybook/ledger/node';
import { describe, expect, it } from 'vitest';
import { TileWriter } from './tile-writer.ts';

describe('the tree of a log', () => {
  for (const size of [0, 1, 255, 256, 257, 65_537]) {
    it(`has exactly the tiles and the root of ${size} entries`, async () => {
      const texts = Array.from({ length: size }, (_, i) => `entry ${i}`);
      const paths: string[] = [];
      const writer = new TileWriter((path) => void paths.push(path));

      for (const text of texts) await writer.add(text);
      await writer.finish();

      const expected = [...tilesForSize(size)].map(tilePath);
      expect(paths.toSorted()).toEqual(expected.toSorted());
      expect(Buffer.from(writer.root())).toEqual(
        Buffer.from(rootOfLeaves(sha256, texts.map(leafHashOfText))),
      );
    });
  }
});
