import { existsSync } from 'node:fs';
import { isInstalledAsLocked } from '../bootstrap/is-installed-as-locked.mjs';
import { startProgress } from '../bootstrap/progress.mjs';
import { runNpm } from '../bootstrap/run-npm.mjs';
import { stopWith } from '../bootstrap/stop-with.mjs';
import { withLock } from '../bootstrap/with-lock.mjs';

const folder = import.meta.dirname;

/** Mutation testing is a tool with a lock of its own; nothing but `npm run mutants` installs it. */
export async function ensureStryker() {
  if (isInstalled()) return;
  const line = startProgress('installing mutation testing', 'always');
  const result = await withLock(async () =>
    isInstalled() ? { code: 0, output: '' } : await runNpm(['ci', '--no-audit', '--no-fund'], folder),
  ).catch((error) => ({ code: null, output: error.message }));
  line.end();
  if (result.code !== 0)
    stopWith(`couldn't install tools/mutants/package-lock.json: see above`, result.output);
}

function isInstalled() {
  return existsSync(`${folder}/node_modules/.package-lock.json`) && isInstalledAsLocked(folder);
}
