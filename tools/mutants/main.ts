import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root.ts';
import { type Explained, judgeSurvivors } from './judge-survivors.ts';
import { type Outcome, readReport } from './survivors.ts';

/*
 * `npm run mutants [-- <file> …]` changes `packages/ledger/src` in one place after another and looks whether a test
 * notices; a file is named without `src/` and `.ts`. Fails when a mutant survives that `survivors.json` does not explain,
 * and when it explains one that does not survive.
 */
const folder = import.meta.dirname;
const cache = join(folder, '.cache');
const wanted = process.argv.slice(2).map((name) => `src/${name}.ts`);

mkdirSync(cache, { recursive: true });
const outcome = await mutate(wanted, { ignoreStatic: true });
// What runs only while a module is loaded is judged by every test there is, so it comes by itself.
const whileLoading =
  outcome.putOff.length === 0 ? [] : (await mutate(outcome.putOff, { ignoreStatic: false })).survivors;
const survivors = [...outcome.survivors, ...whileLoading];
// The file is ours and its shape that of its reader.
const explained = JSON.parse(readFileSync(join(folder, 'survivors.json'), 'utf8')) as readonly Explained[];
const problems = judgeSurvivors({ ...outcome, survivors }, explained);
for (const problem of problems) console.log(problem);
console.log(
  `${outcome.mutants} mutants of ${outcome.files.length} files, ${survivors.length} survivors, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

async function mutate(
  places: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const settings: unknown = JSON.parse(readFileSync(join(folder, 'stryker.json'), 'utf8'));
  const mutate = places.length === 0 ? {} : { mutate: places };
  const path = join(cache, 'stryker.json');
  writeFileSync(path, JSON.stringify(Object.assign({}, settings, options, mutate)));
  const code = await runStryker(path);
  if (code !== 0) throw new Error(`stryker ended with code ${code}`);
  return readReport(join(cache, 'mutants.json'));
}

function runStryker(settingsPath: string): Promise<number> {
  const script = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [script, 'run', settingsPath], {
    cwd: join(repositoryRoot, 'packages/ledger'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('error', reject);
  child.on('close', (exitCode) => resolve(exitCode ?? 1));
  return promise;
}
