import ts from 'typescript';
import type { Problem, Rule } from '../problem.ts';
import { isTest, readTextFiles, type TextFile } from '../repository-files.ts';

/** `as` switches the compiler off, so a comment on its line or the one above says why that is right. */
export const rule: Rule = {
  name: 'explained-casts',
  async run() {
    return [...readTextFiles((path) => /\.tsx?$/.test(path) && !isTest(path))].flatMap(findUnexplainedCasts);
  },
};

export function findUnexplainedCasts({ path, text }: TextFile): readonly Problem[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const problems: Problem[] = [];
  visit(source);
  return problems;

  function visit(node: ts.Node): void {
    if (ts.isAsExpression(node) && node.type.getText(source) !== 'const') {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      const near = lines.slice(Math.max(0, first - 3), last + 1);
      if (!near.some((line) => /\/\/|\*\/|^\s*\*/.test(line)))
        problems.push({ where: `${path}:${last + 1}`, what: '`as` without a comment that says why' });
    }
    ts.forEachChild(node, visit);
  }
}
