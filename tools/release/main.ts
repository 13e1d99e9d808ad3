import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root.ts';
import { buildWitness } from './build-witness.ts';
import { newReleaseKey, readReleaseKey, releaseProblems, signSums } from './sign-sums.ts';
import { writeSbom } from './write-sbom.ts';
import { writeSums } from './write-sums.ts';

const releaseFolder = join(repositoryRoot, 'release');
const usage =
  'npm run release                                writes, lists, sums up and signs the release files\n' +
  'npm run release -- new-key NAME FILE           makes a signing key\n' +
  'npm run release -- verify VERIFIER-KEY [DIR]   checks signature and files\n';

const [command = 'build', first, second] = process.argv.slice(2);
if (command === 'build') await buildRelease();
else if (command === 'new-key' && first && second) makeKey(first, second);
else if (command === 'verify' && first) verify(first, second ?? releaseFolder);
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}

async function buildRelease(): Promise<void> {
  await buildWitness(releaseFolder);
  await writeSbom(releaseFolder);
  process.stdout.write(writeSums(releaseFolder));
  const signature = signSums(releaseFolder, readReleaseKey(process.env));
  if (signature === null)
    process.stderr.write(
      'NOT SIGNED: neither DAYBOOK_RELEASE_KEY nor DAYBOOK_RELEASE_KEY_FILE is set; do not publish these files\n',
    );
}

function makeKey(name: string, file: string): void {
  const { signingKey, verifierKey } = newReleaseKey(name);
  writeFileSync(file, `${signingKey}\n`, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${verifierKey}\n`);
}

function verify(verifierKey: string, folder: string): void {
  const problems = releaseProblems(folder, verifierKey);
  process.stdout.write(problems.length === 0 ? 'signed and whole\n' : `${problems.join('\n')}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
