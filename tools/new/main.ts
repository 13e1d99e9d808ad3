import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../repository-root.ts';
import { type Kind, WrongUse } from './kind.ts';
import { writeSkeleton } from './write-skeleton.ts';

try {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { control: { type: 'string' }, answers: { type: 'string' } },
    allowPositionals: true,
  });
  const [kindName, id] = positionals;
  const kinds = await discoverKinds();
  const kind = kinds.find(({ name }) => name === kindName);
  if (kind === undefined || id === undefined) throw new WrongUse(describeUse(kinds));

  const plan = kind.plan(id, { ...values });
  const paths = writeSkeleton(repositoryRoot, kind.name, plan);
  formatFiles(paths);
  for (const path of paths) console.log(`made ${path}`);
  console.log(plan.next);
} catch (error) {
  const isTheirs = error instanceof WrongUse || (error instanceof TypeError && 'code' in error);
  if (!isTheirs) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** Ids differ in length and order, so where a line breaks and which import comes first is known only now. */
function formatFiles(paths: readonly string[]): void {
  const biome = join(repositoryRoot, 'node_modules/@biomejs/biome/bin/biome');
  const formatted = paths.filter((path) => /\.(ts|tsx|json)$/.test(path) && !path.includes('/fixtures/'));
  if (formatted.length === 0) return;
  // Rules of the linter read the whole project, which takes seconds, and none of them is broken by an id.
  const quickly = ['--linter-enabled=false', '--vcs-enabled=false'];
  spawnSync(process.execPath, [biome, 'check', '--write', ...quickly, ...formatted], {
    cwd: repositoryRoot,
    stdio: 'ignore',
  });
}

async function discoverKinds(): Promise<readonly Kind[]> {
  const folder = join(import.meta.dirname, 'kinds');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const modules = await Promise.all(names.map((name) => import(pathToFileURL(join(folder, name)).href)));
  return modules.map((module): Kind => module.kind);
}

function describeUse(kinds: readonly Kind[]): string {
  return [
    'use: npm run new <kind> <id>',
    '',
    ...kinds.map(({ name, idShape }) => `  ${name.padEnd(10)} ${idShape}`),
  ].join('\n');
}
