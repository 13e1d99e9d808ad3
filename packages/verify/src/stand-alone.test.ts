import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchoredLedger, policyOf } from './testing/anchored-ledger.ts';
import { appendPull, SampleLedger, sampleChange, sampleLedger } from './testing/sample-ledger.ts';
import { buildSample, unpack } from './testing/sample-package.ts';
import { runOn, runStandAlone, standAlonePath } from './testing/stand-alone.ts';

describe('the stand-alone verifier', () => {
  it('is one file of at most 250 lines that imports nothing but Node itself', async () => {
    const source = await readFile(standAlonePath, 'utf8');

    const imported = [...source.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)].map(
      ([, name]) => name ?? '',
    );
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.every((name) => name.startsWith('node:'))).toBe(true);
    expect(source).not.toMatch(/\brequire\(/);
  });

  it('finds nothing wrong with a package, and says that only its own key vouches for it', async () => {
    const { zip } = await buildSample((await anchoredLedger()).source());

    const { exitCode, output } = await runStandAlone(zip);

    expect(output).toContain('daybook.example/acme/2026: 22 entries, root ');
    expect(output).toContain('valid only against the key it contains: daybook.example/acme/2026+');
    expect(output).toContain('nothing is wrong with the logs');
    expect(exitCode).toBe(0);
  });

  it('holds a package against a checkpoint and against a policy from elsewhere', async () => {
    const { zip } = await buildSample((await anchoredLedger()).source());
    const checkpoint = sampleLedger().checkpoint(9);

    const byBoth = await runStandAlone(zip, { checkpoint, policy: policyOf(sampleLedger()) });
    const byOther = await runStandAlone(zip, { policy: policyOf(sampleLedger(8)) });
    const byNone = await runStandAlone(zip, { policy: 'quorum w1\n' });

    expect(byBoth.output).toContain('9 entries of daybook.example/acme/2026');
    expect(byBoth.output).toContain('as the policy asks: 20 entries of daybook.example/acme/2026');
    expect(byBoth.output).not.toContain('valid only against the key it contains');
    expect(byBoth.exitCode).toBe(0);
    expect(byOther).toMatchObject({ exitCode: 1, output: expect.stringContaining('it names no key of') });
    expect(byNone.exitCode).not.toBe(0);
  });

  it('follows the chain of years, also in an extracted folder', async () => {
    const next = new SampleLedger({
      origin: 'daybook.example/acme/2027',
      keySeed: 9,
      predecessor: sampleLedger(),
    });
    appendPull(next, {
      kind: 'change',
      scope: 'git.example/other',
      records: Array.from({ length: 600 }, (_, i) => sampleChange(i, 'pgp')),
    });
    const folder = await mkdtemp(join(tmpdir(), 'daybook-extracted-'));
    for (const [name, bytes] of await unpack((await buildSample(next.source())).zip)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
    }

    const { exitCode, output } = await runOn([folder]);
    await rm(folder, { recursive: true });

    expect(output).toContain('daybook.example/acme/2026: 15 entries');
    expect(output).toContain('daybook.example/acme/2027: 602 entries');
    expect(exitCode).toBe(0);
  });

  it('names a fork, and refuses a gap that no fork explains', async () => {
    const successor = (hidesFork: boolean) =>
      new SampleLedger({
        ...{ origin: 'daybook.example/acme/2027', keySeed: 9, predecessor: sampleLedger() },
        ...{ knownElsewhere: 20, hidesFork },
      });

    const forked = await runStandAlone((await buildSample(successor(false).source())).zip);
    const hidden = await runStandAlone((await buildSample(successor(true).source())).zip);

    expect(forked.output).toContain('FORK: daybook.example/acme/2027 follows 15 entries, 20 were known');
    expect(forked.exitCode).toBe(0);
    expect(hidden.output).toContain('WRONG  daybook.example/acme/2027: it leaves a gap');
    expect(hidden.exitCode).toBe(1);
  });

  it('ends with 2 when it could not look', async () => {
    expect(await runOn([join(tmpdir(), 'not-there.zip')])).toMatchObject({ exitCode: 2 });
    expect(await runOn([])).toMatchObject({ exitCode: 2 });
  });
});
