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
    options: { control: { type: 'string' }, root: { type: 'string' } },
    allowPositionals: true,
  });
  const [kindName, id] = positionals;
  const kinds = await discoverKinds();
  const kind = kinds.find(({ name }) => name === kindName);
  if (kind === undefined || id === undefined) throw new WrongUse(describeUse(kinds));

  const { root = repositoryRoot, ...options } = values;
  const plan = kind.plan(id, options);
  for (const path of writeSkeleton(root, kind.name, plan)) console.log(`made ${path}`);
  console.log(plan.next);
} catch (error) {
  const isTheirs = error instanceof WrongUse || (error instanceof TypeError && 'code' in error);
  if (!isTheirs) throw error;
  console.error(error.message);
  process.exitCode = 2;
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
