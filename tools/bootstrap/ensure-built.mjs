import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { root } from './locations.mjs';
import { startProgress } from './progress.mjs';
import { runQuietly } from './run-quietly.mjs';
import { stopWith } from './stop-with.mjs';
import { withLock } from './with-lock.mjs';

const web = `${root}/packages/web`;
const stampFile = `${web}/dist/.built-from`;
const sources = ['packages/web', 'packages/client', 'packages/ledger/src', 'package-lock.json'];
const ignored = new Set(['node_modules', 'dist', '.cache', 'coverage']);

/** Returns when the browser app in `packages/web/dist` was built from the sources as they are now. */
export async function ensureBuilt({ progress = 'always' } = {}) {
  const wanted = hashOfSources();
  if (isBuilt(wanted)) return;

  const line = startProgress('building the web app', progress);
  const result = await withLock(() => (isBuilt(wanted) ? { code: 0, output: '' } : build(wanted))).catch(
    (error) => ({
      code: null,
      output: error.message,
    }),
  );
  line.end();
  if (result.code !== 0) stopWith(`couldn't build the web app: see above`, result.output);
}

function isBuilt(wanted) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
}

async function build(wanted) {
  const vite = `${root}/node_modules/vite/bin/vite.js`;
  const result = await runQuietly(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: web });
  if (result.code === 0) writeFileSync(stampFile, wanted);
  return result;
}

/** Names, sizes and times of the files: enough to see a change, and a few milliseconds for the whole app. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of walk(source)) {
      const { size, mtimeMs } = statSync(`${root}/${path}`);
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function* walk(path) {
  const full = `${root}/${path}`;
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) return yield path;
  const names = readdirSync(full).filter((name) => !ignored.has(name) && !/\.test\.tsx?$/.test(name));
  for (const name of names.sort()) yield* walk(`${path}/${name}`);
}
