import type { Problem, Rule } from '../problem.ts';
import { runTool } from '../run-tool.ts';

type KnipIssue = { readonly file: string } & Readonly<Record<string, unknown>>;

/** Knip: files, exports and dependencies that nothing uses. */
export const rule: Rule = {
  name: 'unused-code',
  async run() {
    const { code, output, errors } = await runTool('node_modules/knip/bin/knip.js', [
      '--reporter',
      'json',
      '--no-progress',
    ]);
    const start = output.indexOf('{');
    if (start < 0) throw new Error(errors.trim() || `knip ended with code ${code}`);
    // The shape is knip's documented JSON reporter.
    const report = JSON.parse(output.slice(start)) as { readonly issues: readonly KnipIssue[] };
    return report.issues.flatMap(readIssue);
  },
};

function readIssue({ file, ...kinds }: KnipIssue): readonly Problem[] {
  return Object.entries(kinds).flatMap(([kind, found]) => {
    if (!Array.isArray(found)) return [];
    return found.map((item) => ({ where: file, what: `${kind}: ${nameOf(item)}` }));
  });
}

function nameOf(item: unknown): string {
  if (Array.isArray(item)) return item.map(nameOf).join(', ');
  return typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : String(item);
}
