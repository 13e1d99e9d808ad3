import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKeyring } from '../keyring.ts';
import { wrapDataKey } from './data-keys.ts';
import { KeyFile } from './key-file.ts';

const keyring = createKeyring(Buffer.alloc(32, 7));

function madeKey() {
  const id = randomUUID();
  return { id, wrapped: wrapDataKey(keyring, { id, key: createSecretKey(randomBytes(32)) }) };
}

test('while a key is destroyed every other one of its file is found at every moment', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'daybook-keys-'));
  const file = await KeyFile.open(dir);
  const kept = madeKey();
  const doomed = Array.from({ length: 20 }, madeKey);
  await file.add([kept, ...doomed]);

  for (const { id } of doomed) {
    let isOver = false;
    const over = file.destroy([id]).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      expect(file.read(kept.id)).toBeInstanceOf(Buffer);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await over;
    expect(file.read(id)).toBe('destroyed');
  }

  await file.close();
  await rm(dir, { recursive: true });
});
