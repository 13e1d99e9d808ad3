import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeApiTypes } from '../../packages/client/generate.ts';
import type { Problem, Rule } from './problem.ts';

const shownMax = 40;

// The client's types are derived and not committed; without them nothing that uses them compiles.
await writeApiTypes();

const wanted = process.argv.slice(2);
const rules = (await discoverRules()).filter((rule) => wanted.length === 0 || wanted.includes(rule.name));
const outcomes = rules.map((rule) => ({ rule, looked: look(rule) }));
let total = 0;
for (const { rule, looked } of outcomes) {
  const { problems, seconds } = await looked;
  total += problems.length;
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${rule.name} (${seconds} s)`);
  for (const { where, what } of problems.slice(0, shownMax)) console.log(`     ${where}: ${what}`);
  if (problems.length > shownMax) console.log(`     … and ${problems.length - shownMax} more`);
}
console.log(
  total === 0 ? `${rules.length} checks, nothing found` : `${rules.length} checks, ${total} problems`,
);
process.exitCode = total === 0 && rules.length > 0 ? 0 : 1;

async function discoverRules(): Promise<readonly Rule[]> {
  const folder = join(import.meta.dirname, 'rules');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules = await Promise.all(
    names.sort().map((name) => import(pathToFileURL(join(folder, name)).href)),
  );
  return modules.map((module): Rule => module.rule);
}

/** A rule that could not look is a problem, never silence. */
async function look(rule: Rule): Promise<{ problems: readonly Problem[]; seconds: string }> {
  const startedAt = performance.now();
  const problems = await rule
    .run()
    .catch((error: unknown) => [
      { where: rule.name, what: `could not look: ${error instanceof Error ? error.message : String(error)}` },
    ]);
  return { problems, seconds: ((performance.now() - startedAt) / 1000).toFixed(1) };
}
