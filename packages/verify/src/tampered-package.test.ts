import { describe, expect, it } from 'vitest';
import { anchoredLedger, policyOf } from './testing/anchored-ledger.ts';
import { sampleCatalog } from './testing/sample-catalog.ts';
import { SampleLedger, sampleLedger } from './testing/sample-ledger.ts';
import { buildSample, pack, unpack } from './testing/sample-package.ts';
import { runStandAlone } from './testing/stand-alone.ts';
import { forkHistory, signAgain, tamperings } from './testing/tamperings.ts';
import { verifyPackage } from './verify-package.ts';

const catalog = sampleCatalog;

describe('a package whose maker forged its files and signed the list again', () => {
  for (const { name, found, isInLog, forge } of tamperings) {
    it(`is refused with ${name}, by name`, async () => {
      const ledger = await anchoredLedger();
      const files = await unpack((await buildSample(ledger.source())).zip);
      forge(files);
      const zip = await pack(signAgain(files, ledger));

      const { problems } = await verifyPackage(zip, { catalog });
      const alone = await runStandAlone(zip);

      const named = problems.map(({ what, where }) => `${what} ${where}`);
      expect(
        named.find((each) => each.startsWith(found)),
        named.join('\n'),
      ).toBeDefined();
      expect(alone.exitCode, alone.output).toBe(isInLog ? 1 : 0);
    });
  }

  it('is refused with a checkpoint of another history among those of its past', async () => {
    const ledger = await anchoredLedger();
    const files = await unpack((await buildSample(ledger.source())).zip);
    forkHistory(files, rewritten());
    const zip = await pack(signAgain(files, ledger));

    const { problems } = await verifyPackage(zip, { catalog });
    const alone = await runStandAlone(zip);

    expect(problems.map(({ what }) => what)).toEqual(['checkpoint-differs']);
    expect(alone).toMatchObject({ exitCode: 1, output: expect.stringContaining('FORK') });
  });
});

describe('a ledger that was rewritten whole and signed with its own key', () => {
  it('is found with a checkpoint from elsewhere and with nothing else, by both verifiers', async () => {
    const { zip } = await buildSample(rewritten().source());
    const checkpoint = sampleLedger().checkpoint(9);

    const alone = await verifyPackage(zip, { catalog });
    const compared = await verifyPackage(zip, { catalog, checkpoint });

    expect(alone).toMatchObject({ valid: true, problems: [] });
    expect(alone.notes[0]).toContain('valid only against the key it contains');
    expect(compared.problems.map(({ what }) => what)).toEqual(['fork']);
    expect((await runStandAlone(zip)).output).toContain('valid only against the key it contains');
    expect(await runStandAlone(zip, { checkpoint })).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('FORK'),
    });
  });

  it('is found with a policy that asks for a witness, by both verifiers', async () => {
    const { zip } = await buildSample(rewritten().source());
    const policy = policyOf(sampleLedger());

    const compared = await verifyPackage(zip, { catalog, policy });

    expect(compared.problems.map(({ what }) => what)).toEqual(['policy-not-met']);
    expect(await runStandAlone(zip, { policy })).toMatchObject({ exitCode: 1 });
  });
});

/** As long as the sample, signed by the same key, with another content. */
function rewritten(): SampleLedger {
  const ledger = new SampleLedger();
  for (let i = 1; i < 22; i += 1) ledger.append({ type: 'member.added@1', refs: [] });
  return ledger;
}
