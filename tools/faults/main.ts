import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Proof } from './proof-context.ts';
import { seededRandom } from './seeded-random.ts';

const folder = join(import.meta.dirname, 'proofs');
const wanted = process.argv.slice(2);
const seed = Number(process.env.FAULTS_SEED ?? randomInt(2 ** 31));
console.log(`seed ${seed} (FAULTS_SEED=${seed} npm run faults)`);
for (const name of readdirSync(folder).sort()) {
  if (!name.endsWith('.proof.ts')) continue;
  const { proof }: { proof: Proof } = await import(pathToFileURL(join(folder, name)).href);
  if (wanted.length > 0 && !wanted.includes(proof.name)) continue;
  const startedAt = performance.now();
  const say = (line: string) => console.log(`${proof.name}: ${line}`);
  if (proof.lacks) {
    say(proof.lacks);
    process.exitCode = 1;
    continue;
  }
  try {
    await proof.run({ random: seededRandom(seed), isSmall: false, say });
    say(`ok after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}
