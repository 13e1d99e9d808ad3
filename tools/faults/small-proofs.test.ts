import { expect, test } from 'vitest';
import type { Proof } from './proof-context.ts';
import { proof as failedSignIns } from './proofs/failed-sign-ins.proof.ts';
import { proof as failingDisk } from './proofs/failing-disk.proof.ts';
import { proof as killedWriters } from './proofs/killed-writers.proof.ts';
import { proof as racingWriters } from './proofs/racing-writers.proof.ts';
import { proof as revokedSessions } from './proofs/revoked-sessions.proof.ts';
import { proof as stoppedDatabase } from './proofs/stopped-database.proof.ts';
import { proof as tamperedPackage } from './proofs/tampered-package.proof.ts';
import { seededRandom } from './seeded-random.ts';

/** The small part of `npm run faults`; another seed each day, so that it does not try the same moments forever. */
const seed = Math.floor(Date.parse(new Date().toISOString().slice(0, 10)) / 86_400_000);

async function prove(proof: Proof): Promise<readonly string[]> {
  const said: string[] = [];
  await proof.run({ random: seededRandom(seed), isSmall: true, say: (line) => said.push(line) });
  for (const line of said) console.log(`seed ${seed}: ${line}`);
  return said;
}

test('a writer killed at any moment loses nothing it acknowledged', async () => {
  expect(await prove(killedWriters)).toHaveLength(1);
}, 120_000);

test('a database stopped under its writers loses nothing, and no writer hangs', async () => {
  expect(await prove(stoppedDatabase)).toHaveLength(1);
}, 120_000);

test('two processes that write at once never fork the log', async () => {
  expect(await prove(racingWriters)).toHaveLength(1);
}, 120_000);

test('a full disk and slow syncs refuse with the reason and lose nothing', async ({ skip }) => {
  if (failingDisk.lacks) skip(failingDisk.lacks);
  expect(await prove(failingDisk)).toHaveLength(3);
}, 120_000);

test('a package damaged at random or forged by its maker is refused by name', async () => {
  expect(await prove(tamperedPackage)).toHaveLength(3);
}, 120_000);

test('failed sign-ins in masses are refused before hashing, without a broken answer', async () => {
  expect(await prove(failedSignIns)).toHaveLength(1);
}, 300_000);

test('all sessions of a person end at once, with their open screens', async () => {
  expect(await prove(revokedSessions)).toHaveLength(1);
}, 300_000);
