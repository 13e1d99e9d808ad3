import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root.ts';
import { type Explained, judgeSurvivors } from './judge-survivors.ts';
import { readReport } from './survivors.ts';

/*
 * `npm run mutants [-- <file> …]` changes `packages/ledger/src` in one place after another and looks whether a test
 * notices; a file is named without `src/` and `.ts`. Fails when a mutant survives that `survivors.json` does not explain,
 * and when it explains one that does not survive.
 */
const folder = import.meta.dirname;
const cache = join(folder, '.cache');
const wanted = process.argv.slice(2).map((name) => `src/${name}.ts`);

mkdirSync(cache, { recursive: true });
const code = await runStryker();
if (code !== 0) throw new Error(`stryker ended with code ${code}`);
const outcome = readReport(join(cache, 'mutants.json'));
// The file is ours and its shape that of its reader.
const explained = JSON.parse(readFileSync(join(folder, 'survivors.json'), 'utf8')) as readonly Explained[];
const problems = judgeSurvivors(outcome, explained);
for (const problem of problems) console.log(problem);
console.log(
  `${outcome.mutants} mutants of ${outcome.files.length} files, ${outcome.survivors.length} survivors, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function runStryker(): Promise<number> {
  const script = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const mutate = wanted.length === 0 ? [] : ['--mutate', wanted.join(',')];
  const child = spawn(process.execPath, [script, 'run', join(folder, 'stryker.json'), ...mutate], {
    cwd: join(repositoryRoot, 'packages/ledger'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('error', reject);
  child.on('close', (exitCode) => resolve(exitCode ?? 1));
  return promise;
}
