import type { Problem, Rule } from '../problem.ts';
import { isCode, listRepositoryFiles } from '../repository-files.ts';
import { runTool } from '../run-tool.ts';

type Cruise = {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string; severity: string } }[];
  };
};

/** Who may import whom (`.dependency-cruiser.cjs`, made from `architecture.ts`). Looking at nothing is a failure. */
export const rule: Rule = {
  name: 'import-rules',
  async run() {
    const script = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
    const { output, errors } = await runTool(script, [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'packages',
      'catalog',
      'tools',
    ]);
    if (!output.startsWith('{')) throw new Error(errors.trim() || 'dependency-cruiser said nothing');
    // The shape is dependency-cruiser's documented JSON output.
    const cruise = JSON.parse(output) as Cruise;
    return [
      ...findUnseen(cruise),
      ...cruise.summary.violations.map(({ from, to, rule }) => ({
        where: from,
        what: `${rule.name}: ${to}`,
      })),
    ];
  },
};

/** With a compiler it cannot use, dependency-cruiser looks at no TypeScript and reports green. */
function findUnseen(cruise: Cruise): readonly Problem[] {
  const seen = new Set(cruise.modules.map((module) => module.source));
  const expected = listRepositoryFiles().filter(
    (path) => /^(packages|catalog|tools)\//.test(path) && isCode(path) && !path.includes('/fixtures/'),
  );
  const unseen = expected.filter((path) => !seen.has(path));
  if (seen.size === 0) return [{ where: '.dependency-cruiser.cjs', what: 'no module was looked at' }];
  return unseen.map((path) => ({ where: path, what: 'was not looked at by the import rules' }));
}
