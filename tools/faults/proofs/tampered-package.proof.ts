import { anchoredLedger } from '../../../packages/verify/src/testing/anchored-ledger.ts';
import { sampleCatalog as catalog } from '../../../packages/verify/src/testing/sample-catalog.ts';
import {
  appendPull,
  SampleLedger,
  sampleChange,
} from '../../../packages/verify/src/testing/sample-ledger.ts';
import { buildSample, pack, unpack } from '../../../packages/verify/src/testing/sample-package.ts';
import { runStandAlone } from '../../../packages/verify/src/testing/stand-alone.ts';
import { forkHistory, signAgain, tamperings } from '../../../packages/verify/src/testing/tamperings.ts';
import { type Verification, verifyPackage } from '../../../packages/verify/src/verify-package.ts';
import type { Proof } from '../proof-context.ts';

/** A package of three years, anchored and with rotated keys, is damaged at random and forged by its own maker: all is named. */
export const proof: Proof = {
  name: 'tampered-package',
  run: async ({ random, isSmall, say }) => {
    const newest = threeYears(await anchoredLedger());
    const { zip } = await buildSample(newest.source());
    const whole = await verifyPackage(zip, { catalog });
    if (!whole.valid) throw new Error(`the package itself is refused: ${namesOf(whole).join('; ')}`);
    const flips = isSmall ? 40 : 1_000;
    const kinds = await flipBytes(zip, flips, random);
    say(
      `${flips} changes of one byte in ${zip.length} bytes of ${whole.entries} entries, all named: ${kinds}`,
    );
    say(`${await forgeAll(zip, newest)} forgeries signed again by the package's own maker, all named`);
    await rewriteAll();
    say(
      'a history rewritten whole with its own keys is named with a checkpoint from elsewhere, by both verifiers',
    );
  },
};

function threeYears(first: SampleLedger): SampleLedger {
  let newest = first;
  for (const [year, keySeed] of [
    [2027, 13],
    [2028, 14],
  ] as const) {
    newest = new SampleLedger({ origin: `daybook.example/acme/${year}`, keySeed, predecessor: newest });
    const records = Array.from({ length: 30 }, (_, i) => sampleChange(year * 1_000 + i, 'pgp'));
    appendPull(newest, { kind: 'change', scope: `git.example/${year}`, records });
    newest.rotate(keySeed + 10);
    newest.append({ type: 'member.added@1', refs: [], payload: { role: 'reader' } });
  }
  return newest;
}

/** Each change alone must be refused, and everything that is wrong must have a place. Answers how often each was named. */
async function flipBytes(zip: Buffer, flips: number, random: () => number): Promise<string> {
  const counts = new Map<string, number>();
  for (let i = 0; i < flips; i += 1) {
    const at = Math.floor(random() * zip.length);
    const flipped = Buffer.from(zip);
    flipped[at] = (flipped[at] ?? 0) ^ (1 + Math.floor(random() * 255));
    const { valid, problems } = await verifyPackage(flipped, { catalog });
    if (valid || problems.some(({ where }) => where === ''))
      throw new Error(`byte ${at}, now ${flipped[at]}, was not named`);
    const what = problems[0]?.what ?? '';
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${what} ${count}`).join(', ');
}

async function forgeAll(zip: Buffer, newest: SampleLedger): Promise<number> {
  const forgeries = [
    ...tamperings,
    {
      name: 'a checkpoint of another history',
      found: 'checkpoint-differs',
      isInLog: true,
      forge: (files: Map<string, Buffer>) => forkHistory(files, rewritten()),
    },
  ];
  for (const { name, found, isInLog, forge } of forgeries) {
    const files = await unpack(zip);
    forge(files);
    const forged = await pack(signAgain(files, newest));
    const names = namesOf(await verifyPackage(forged, { catalog }));
    if (!names.some((each) => each.startsWith(found)))
      throw new Error(`${name} was not named \`${found}\`: ${names.join('; ')}`);
    const { exitCode, output } = await runStandAlone(forged);
    if (exitCode !== (isInLog ? 1 : 0)) throw new Error(`${name}: the stand-alone verifier said ${output}`);
  }
  return forgeries.length;
}

/** Nobody can tell it from the package alone, so both must say that, and find it with a checkpoint from elsewhere. */
async function rewriteAll(): Promise<void> {
  const { zip } = await buildSample(threeYears(rewritten()).source());
  const checkpoint = (await anchoredLedger()).checkpoint(15);
  const alone = await verifyPackage(zip, { catalog });
  const compared = namesOf(await verifyPackage(zip, { catalog, checkpoint }));
  if (!alone.notes.some((note) => note.startsWith('valid only against the key it contains')))
    throw new Error('it is not said that only its own key vouches for it');
  if (!compared.some((each) => each.startsWith('fork '))) throw new Error('the fork was not named');
  const { exitCode, output } = await runStandAlone(zip, { checkpoint });
  if (exitCode !== 1 || !output.includes('FORK')) throw new Error(`the stand-alone verifier said ${output}`);
}

/** As long as the log it stands in for, signed by the same key, with another content. */
function rewritten(): SampleLedger {
  const ledger = new SampleLedger();
  for (let i = 1; i < 22; i += 1) ledger.append({ type: 'member.added@1', refs: [] });
  return ledger;
}

function namesOf({ problems }: Verification): string[] {
  return problems.map(({ what, where }) => `${what} ${where}`);
}
