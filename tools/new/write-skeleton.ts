import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Plan, WrongUse } from './kind.ts';

const templates = join(import.meta.dirname, 'templates');

/**
 * Writes the templates of a kind into the plan's folder below `root` and returns the paths it made. Nothing that exists
 * is ever written over: then nothing is written at all and `WrongUse` is thrown.
 */
export function writeSkeleton(root: string, kindName: string, plan: Plan): readonly string[] {
  const folder = join(templates, kindName);
  const files = globSync('**/*.txt', { cwd: folder })
    .toSorted()
    .map((name) => ({
      path: join(plan.folder, fill(name.replace(/\.txt$/, ''), plan.words)),
      text: fill(readFileSync(join(folder, name), 'utf8'), plan.words),
    }));
  const taken = files.find(({ path }) => existsSync(join(root, path)));
  if (taken !== undefined) throw new WrongUse(`\`${taken.path}\` exists already`);

  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return files.map(({ path }) => path);
}

function fill(text: string, words: Plan['words']): string {
  return text.replace(/__([a-zA-Z0-9]+)__/g, (whole, name: string) => words[name] ?? whole);
}
