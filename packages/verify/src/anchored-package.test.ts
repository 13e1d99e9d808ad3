import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anchoredLedger, falseWitness, policyOf, sampleWitness } from './testing/anchored-ledger.ts';
import { sampleCatalog } from './testing/sample-catalog.ts';
import { type SampleLedger, sampleLedger } from './testing/sample-ledger.ts';
import { buildSample, unpack } from './testing/sample-package.ts';
import { createTestAuthority, purposeOids, stamp } from './testing/test-authority.ts';
import { type VerifyOptions, verifyPackage } from './verify-package.ts';

const verify = (zip: Buffer, options: Omit<VerifyOptions, 'catalog'> = {}) =>
  verifyPackage(zip, { catalog: sampleCatalog, ...options });

describe('a package with anchors and a rotated key', () => {
  it('holds the history, the anchors and the rotation beside the tree', async () => {
    const files = await unpack((await buildSample((await anchoredLedger()).source())).zip);

    const beside = [...files.keys()]
      .filter((name) => /^log\/[0-9a-f]+\/(?!tile)/.test(name))
      .map((name) => name.replace(/^log\/[0-9a-f]+\//, ''));
    expect(beside).toEqual([
      'anchors/15-mail-1.txt',
      'anchors/15-timestamp-1.tst',
      'anchors/15-witness-1.txt',
      'anchors/20-witness-1.txt',
      'checkpoint',
      'checkpoints/15.txt',
      'checkpoints/20.txt',
      'checkpoints/9.txt',
      'opened.json',
      'rotations/1.txt',
      'vkey',
    ]);
    expect(files.get('policy.txt')?.toString()).toBe(policyOf(sampleLedger()));
  });

  it('is valid, and says which rung it reaches and whose keys show it', async () => {
    const { problems, notes } = await verify((await buildSample((await anchoredLedger()).source())).zip);

    expect(problems).toEqual([]);
    expect(notes[0]).toContain('valid only against the key it contains');
    expect(notes[1]).toBe(
      'witnesses: 2 of 2 cosignatures verified, with keys that only this package names; they prove nothing until a policy from elsewhere names them too (--policy FILE)',
    );
    expect(notes[2]).toBe(
      'anchors: 4; the first 20 of 22 positions were written before 2026-03-01T14:00:00.000Z (witness, witness.example)',
    );
    expect(notes[3]).toBe("brackets: third parties' times lie at most 1.0 hours apart (positions 16 to 19)");
  });

  it('is what a policy from elsewhere asks for, through the rotation', async () => {
    const { zip } = await buildSample((await anchoredLedger()).source());

    const { problems, notes } = await verify(zip, { policy: policyOf(sampleLedger()) });

    expect(problems).toEqual([]);
    expect(notes[0]).toBe('as the policy asks: the first 20 of 22 entries of daybook.example/acme/2026');
    expect(notes[1]).toContain('2 of 2 cosignatures verified with keys from the policy');
    expect(notes.join()).not.toContain('valid only against the key it contains');
  });

  it('is refused by a policy that names another key, asks for another witness or is none', async () => {
    const { zip } = await buildSample((await anchoredLedger()).source());
    const [otherKey] = sampleLedger(8).vkeys();
    const policy = policyOf(sampleLedger());
    const other = policyOf(sampleLedger()).replace(/^witness .*$/m, `witness w1 ${vkeyOf(falseWitness)}`);

    const whats = async (text: string) =>
      (await verify(zip, { policy: text })).problems.map(({ what }) => what);

    expect(await whats(policy.replace(/^log .*$/m, `log ${otherKey}`))).toEqual(['policy-names-other-keys']);
    expect(await whats(other)).toEqual(['policy-not-met']);
    expect(await whats('quorum')).toEqual(['policy-malformed']);
  });

  it('is refused when a cosignature is not by the witness whose name it bears', async () => {
    const ledger = sampleLedger();
    ledger.policy = policyOf(ledger);
    const forged = { vkey: sampleWitness.vkey, sign: falseWitness.sign };
    ledger.witness(forged, { size: 15, timeSeconds: Date.UTC(2026, 2, 1, 13) / 1000 });

    const { problems } = await verify((await buildSample(ledger.source())).zip);

    expect(problems.map(({ what }) => what)).toContain('anchor-false');
  });
});

describe('a package with a time stamp', () => {
  const at = '2026-03-01T13:00:00.000Z';

  it('says who signed it, and whether a root from elsewhere vouches for that', async () => {
    const authority = await createTestAuthority();
    const { zip } = await buildSample((await anchoredLedger(authority)).source());

    const alone = await verify(zip);
    const rooted = await verify(zip, { tsaRoots: authority.rootPem });

    expect(alone.problems).toEqual([]);
    expect(alone.notes.at(-1)).toBe(
      'time stamps: 1 signed by CN=Test authority, its certificate was not checked against roots of your own',
    );
    expect(rooted.problems).toEqual([]);
    expect(rooted.notes.at(-1)).toBe(
      'time stamps: 1 signed by CN=Test authority, its certificate leads to your roots',
    );
  });

  it('is refused by roots that do not vouch for its signer, though they bear the same name', async () => {
    const { zip } = await buildSample((await anchoredLedger()).source());
    const { rootPem } = await createTestAuthority();

    const other = await verify(zip, { tsaRoots: rootPem });
    const none = await verify(zip, { tsaRoots: 'no certificate' });

    expect(other.problems).toEqual([
      {
        what: 'timestamp-not-trusted',
        where: expect.stringMatching(/anchors\/15-timestamp-1\.tst: signed by CN=Test authority$/),
      },
    ]);
    expect(none.problems.map(({ what }) => what)).toEqual(['tsa-roots-malformed']);
  });

  it('is refused by name when the stamp is forged', async () => {
    const authority = await createTestAuthority();
    const imprintOf = (ledger: SampleLedger) => createHash('sha256').update(ledger.checkpoint(15)).digest();
    const good = await stamp(authority, imprintOf(sampleLedger()), { genTime: at });
    const forged = {
      'about something else': await stamp(authority, Buffer.alloc(32, 7), { genTime: at }),
      'of another time': await stamp(authority, imprintOf(sampleLedger()), {
        genTime: '2026-02-01T00:00:00Z',
      }),
      'with another signature': good.with(-1, (good.at(-1) ?? 0) ^ 1),
      'with the time in it changed': Buffer.from(
        good.toString('latin1').replace('20260301130000Z', '20260301120000Z'),
        'latin1',
      ),
      'by a certificate for something else': await stamp(
        await createTestAuthority({ purposes: [purposeOids.codeSigning] }),
        imprintOf(sampleLedger()),
        { genTime: at },
      ),
      'of which only the imprint is there': Buffer.concat([
        Buffer.from('3031300d060960864801650304020105000420', 'hex'),
        imprintOf(sampleLedger()),
      ]),
    };

    for (const [name, receipt] of Object.entries(forged)) {
      const ledger = sampleLedger();
      ledger.receipt('timestamp', { size: 15, by: 'tsa.example', at, receipt });
      const { problems } = await verify((await buildSample(ledger.source())).zip);

      expect(problems, name).toEqual([
        { what: 'anchor-false', where: expect.stringMatching(/anchors\/15-timestamp-1\.tst$/) },
      ]);
    }
  });
});

describe('a package of the form before', () => {
  it('is refused with the version that made and verifies it', async () => {
    const files = await unpack((await buildSample(sampleLedger().source())).zip);
    const manifest = files.get('MANIFEST.dsse.json') ?? Buffer.alloc(0);
    files.delete('MANIFEST.dsse.json');
    files.set('MANIFEST.json', manifest);
    const { pack } = await import('./testing/sample-package.ts');

    const { valid, problems } = await verify(await pack(files));

    expect(valid).toBe(false);
    expect(problems).toEqual([
      { what: 'format-of-version-0.1', where: 'MANIFEST.json: Daybook 0.1 made and verifies this package' },
    ]);
  });
});

function vkeyOf({ vkey }: typeof falseWitness): string {
  return `${vkey.name}+${vkey.keyId}+${Buffer.concat([Buffer.from([4]), vkey.publicKey]).toString('base64')}`;
}
