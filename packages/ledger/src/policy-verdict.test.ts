import { describe, expect, test } from 'vitest';
import { satisfiesPolicyAsync } from './browser.ts';
import { signCheckpoint } from './checkpoint.ts';
import { cosignCheckpoint } from './cosign-checkpoint.ts';
import { createCosigner, createNoteSigner, ed25519Verify, sha256 } from './node.ts';
import { type PolicyVerdict, satisfiesPolicy } from './policy-verdict.ts';
import { refusalOf } from './refusal.fixture.ts';
import { formatNote, parseNote, signNote } from './signed-note.ts';
import { parsePolicy } from './tlog-policy.ts';
import { emptyRoot } from './tree-hash.ts';
import { createVkey, formatVkey } from './vkey.ts';

const origin = 'log.example';
const log = createNoteSigner(origin, new Uint8Array(32).fill(1));
const newKey = createNoteSigner(origin, new Uint8Array(32).fill(2));
const other = createNoteSigner('other.example', new Uint8Array(32).fill(3));
const [x1, x2, x3, y1, y2] = ['x1', 'x2', 'x3', 'y1', 'y2'].map((name, i) =>
  createCosigner(`${name}.example`, new Uint8Array(32).fill(10 + i)),
);
if (!x1 || !x2 || !x3 || !y1 || !y2) throw new Error('five were made');
const mlDsa = createVkey(sha256, 'pq.example', new Uint8Array(1312).fill(7), 'ml-dsa-44-cosignature');

const checkpoint = { origin, size: 0, root: emptyRoot(), extensions: [] };
const signed = signCheckpoint(checkpoint, log);
const { text } = parseNote(signed);

function cosigned(by: readonly (typeof x1 | undefined)[], at = 1_700_000_000): string {
  return signed + by.map((each) => (each === undefined ? '' : cosignCheckpoint(text, at, each))).join('');
}

const groups = `log ${formatVkey(log.vkey)}
log ${formatVkey(other.vkey)}
witness X1 ${formatVkey(x1.vkey)}
witness X2 ${formatVkey(x2.vkey)}
witness X3 ${formatVkey(x3.vkey)}
group X 2 X1 X2 X3
witness Y1 ${formatVkey(y1.vkey)}
witness Y2 ${formatVkey(y2.vkey)}
group Y any Y1 Y2
group XY all X Y
quorum XY
`;

async function judge(note: string, policyText: string): Promise<PolicyVerdict> {
  const policy = parsePolicy(sha256, policyText);
  const verdict = satisfiesPolicy(note, policy, ed25519Verify);
  expect(await satisfiesPolicyAsync(note, policy)).toEqual(verdict);
  return verdict;
}

test.each([
  ['nobody', [], false],
  ['two of X', [x1, x3], false],
  ['one of Y', [y1], false],
  ['one of X and one of Y', [x2, y2], false],
  ['one of X and both of Y', [x2, y2, y1], false],
  ['two of X and one of Y', [x2, x3, y2], true],
  ['everybody', [x1, x2, x3, y1, y2], true],
  ['one of X twice and one of Y', [x1, x1, y1], false],
])('two of X and any of Y is what it takes: %s', async (_, witnesses, isMet) => {
  const verdict = await judge(cosigned(witnesses), groups);

  expect([verdict.isQuorumMet, verdict.isSatisfied]).toEqual([isMet, isMet]);
});

test('says which log has signed, and which witnesses and when', async () => {
  const verdict = await judge(cosigned([y1, x1]) + cosignCheckpoint(text, 1_700_000_009, y1), groups);

  expect(verdict.checkpoint).toEqual(checkpoint);
  expect(verdict.logs).toEqual([log.vkey]);
  expect(verdict.witnesses).toEqual([
    { name: 'X1', vkey: x1.vkey, timeSeconds: 1_700_000_000 },
    { name: 'Y1', vkey: y1.vkey, timeSeconds: 1_700_000_009 },
  ]);
  expect(verdict.unsupported).toEqual([]);
});

test('asks for no witness where the policy says none', async () => {
  const verdict = await judge(signed, `log ${formatVkey(log.vkey)}\nquorum none\n`);

  expect([verdict.isQuorumMet, verdict.isSatisfied]).toEqual([true, true]);
});

test('a quorum may be one witness', async () => {
  const policy = `log ${formatVkey(log.vkey)}\nwitness w ${formatVkey(x1.vkey)}\nwitness v ${formatVkey(x2.vkey)}\nquorum w\n`;

  expect((await judge(cosigned([x1]), policy)).isSatisfied).toBe(true);
  expect((await judge(cosigned([x2]), policy)).isSatisfied).toBe(false);
});

describe('is not satisfied', () => {
  test('by witnesses alone', async () => {
    const verdict = await judge(cosigned([x1]), `witness w ${formatVkey(x1.vkey)}\nquorum w\n`);

    expect([verdict.isQuorumMet, verdict.isSatisfied, verdict.logs]).toEqual([true, false, []]);
  });

  test('by a listed log that signs for another', async () => {
    const verdict = await judge(signNote(text, [other]), groups.replace('quorum XY', 'quorum none'));

    expect([verdict.isQuorumMet, verdict.isSatisfied, verdict.logs]).toEqual([true, false, []]);
  });
});

test('any of the keys of a log will do, and all that signed are named', async () => {
  const both = `log ${formatVkey(log.vkey)}\nlog ${formatVkey(newKey.vkey)}\nquorum none\n`;

  expect((await judge(signCheckpoint(checkpoint, newKey), both)).logs).toEqual([newKey.vkey]);
  expect((await judge(signCheckpoint(checkpoint, newKey, log), both)).logs).toEqual([log.vkey, newKey.vkey]);
});

test('what cannot be verified counts for nothing and condemns nothing', async () => {
  const policy = `log ${formatVkey(log.vkey)}\nwitness pq ${formatVkey(mlDsa)}\nwitness w ${formatVkey(x1.vkey)}\ngroup g any pq w\nquorum g\n`;
  const line = { name: mlDsa.name, keyId: mlDsa.keyId, signature: new Uint8Array(2428) };
  const note = formatNote(text, [...parseNote(signed).signatures, line]);

  const verdict = await judge(note, policy);

  expect([verdict.isSatisfied, verdict.isQuorumMet, verdict.witnesses]).toEqual([false, false, []]);
  expect(verdict.unsupported).toEqual([line]);
  expect((await judge(note + cosignCheckpoint(text, 1, x1), policy)).isSatisfied).toBe(true);
});

test('a false signature by a listed key is an error, by another it is passed over', async () => {
  const foreign = cosignCheckpoint(text.replace('\n0\n', '\n1\n'), 1, y1);
  const policy = parsePolicy(sha256, groups);
  const without = `log ${formatVkey(log.vkey)}\nquorum none\n`;

  expect(refusalOf(() => satisfiesPolicy(signed + foreign, policy, ed25519Verify))).toContain('a false one');
  await expect(satisfiesPolicyAsync(signed + foreign, policy)).rejects.toThrow('a false one');
  expect((await judge(signed + foreign, without)).isSatisfied).toBe(true);
});

test('what is not a checkpoint is refused', () => {
  const note = signNote('some text\n', [log]);

  expect(refusalOf(() => satisfiesPolicy(note, parsePolicy(sha256, groups), ed25519Verify))).toContain(
    'no origin, size or root',
  );
  expect(refusalOf(() => satisfiesPolicy('', parsePolicy(sha256, groups), ed25519Verify))).toContain(
    'no signatures',
  );
});
