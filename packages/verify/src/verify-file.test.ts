import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCatalog } from './testing/sample-catalog.ts';
import { sampleLedger } from './testing/sample-ledger.ts';
import { buildSample } from './testing/sample-package.ts';
import { UnreadableFile, verifyFile } from './verify-file.ts';

describe('a package on disk', () => {
  let folder: string;
  let path: string;
  const catalog = sampleCatalog;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daybook-verify-'));
    path = join(folder, 'package.zip');
    await writeFile(path, (await buildSample(sampleLedger().source())).zip);
    await writeFile(join(folder, 'checkpoint'), sampleLedger().checkpoint());
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read from its file, with a checkpoint from another', async () => {
    const checkpointPath = join(folder, 'checkpoint');

    const verification = await verifyFile(path, { catalog, checkpointPath });

    expect(verification).toMatchObject({ valid: true, reran: true, problems: [] });
    expect(verification.notes[0]).toBe(
      'the first 15 of 15 entries are those of the checkpoint from elsewhere',
    );
  });

  it('is a file that is no package: invalid, and no error', async () => {
    const other = join(folder, 'other.zip');
    await writeFile(other, 'hello');

    const verification = await verifyFile(other, { catalog });

    expect(verification).toMatchObject({ valid: false, entries: 0, reran: false });
    expect(verification.problems[0]?.what).toBe('zip-unreadable');
  });

  it('could not be looked at when it is not there', async () => {
    await expect(verifyFile(join(folder, 'none.zip'), { catalog })).rejects.toThrow(UnreadableFile);
    await expect(verifyFile(folder, { catalog })).rejects.toThrow(UnreadableFile);
    await expect(verifyFile(path, { catalog, checkpointPath: join(folder, 'none') })).rejects.toThrow(
      UnreadableFile,
    );
  });
});
