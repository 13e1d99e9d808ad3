import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isInstalledAsLocked } from './is-installed-as-locked.mjs';
import { root } from './locations.mjs';
import { startProgress } from './progress.mjs';
import { runNpm } from './run-npm.mjs';
import { stopWith } from './stop-with.mjs';
import { withLock } from './with-lock.mjs';

const stampFolder = `${root}/node_modules/.cache/daybook`;

/** Returns when `node_modules` holds what the lock file says; installs only when it does not. */
export async function ensureInstalled({ progress = 'always' } = {}) {
  const wanted = hashOfManifests();
  if (isInstalled(wanted)) return;

  const line = startProgress('installing packages', progress);
  const result = await withLock(async () =>
    isInstalled(wanted) ? { code: 0, output: '' } : await runNpm(['ci', '--no-audit', '--no-fund'], root),
  ).catch((error) => ({ code: null, output: error.message }));
  line.end();
  if (result.code !== 0)
    stopWith(`couldn't install the packages of package-lock.json: see above`, result.output);
  writeStamp(wanted);
}

function isInstalled(wanted) {
  if (!existsSync(`${root}/node_modules/.package-lock.json`)) return false;
  if (readStamp() === wanted) return true;
  if (!isInstalledAsLocked(root)) return false;
  writeStamp(wanted);
  return true;
}

function hashOfManifests() {
  const hash = createHash('sha256');
  const packages = readdirSync(`${root}/packages`, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const folders = ['.', 'catalog', ...packages.map((entry) => `packages/${entry.name}`).sort()];
  for (const file of ['package-lock.json', ...folders.map((folder) => `${folder}/package.json`)]) {
    const path = `${root}/${file}`;
    if (existsSync(path)) hash.update(file).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function readStamp() {
  try {
    return readFileSync(`${stampFolder}/installed`, 'utf8');
  } catch {
    return undefined;
  }
}

/** The stamp only saves time: a clone that this user may not write to works without it. */
function writeStamp(value) {
  try {
    mkdirSync(stampFolder, { recursive: true });
    writeFileSync(`${stampFolder}/installed`, value);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}
