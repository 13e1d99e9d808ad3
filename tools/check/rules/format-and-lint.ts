import type { Problem, Rule } from '../problem.ts';
import { runTool } from '../run-tool.ts';

/** Biome: formatting, and the rules of biome.json. Warnings count. */
export const rule: Rule = {
  name: 'format-and-lint',
  async run() {
    const args = ['check', '--error-on-warnings', '--reporter=github', '--max-diagnostics=none'];
    const { code, output, errors } = await runTool('node_modules/@biomejs/biome/bin/biome', args);
    if (code === 0) return [];
    const problems = output.split('\n').flatMap(readAnnotation);
    return problems.length > 0 ? problems : [{ where: 'biome.json', what: errors.trim() || output.trim() }];
  },
};

/** `::error title=lint/…,file=…,line=…,…::what` */
function readAnnotation(line: string): readonly Problem[] {
  const [, level, fields, what] = /^::(error|warning) (.*?)::(.*)$/.exec(line) ?? [];
  if (level === undefined || fields === undefined) return [];
  const read = (name: string) => new RegExp(`(?:^|,)${name}=([^,]*)`).exec(fields)?.[1] ?? '';
  return [{ where: `${read('file')}:${read('line')}`, what: `${read('title')} ${what ?? ''}`.trim() }];
}
