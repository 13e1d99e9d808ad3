import ts from 'typescript';
import type { Problem, Rule } from '../problem.ts';
import { isTest, readTextFiles, type TextFile } from '../repository-files.ts';

const looked = /^(packages\/(server|kit|redaction|ledger|verify|cli)\/src\/|catalog\/).*\.ts$/;

/**
 * A regular expression is made of constants: a pattern with words of a user inside is theirs, and may never end. Where a part
 * cannot be seen to be constant, a comment with `pattern:` on its line or the two above says where it comes from.
 */
export const rule: Rule = {
  name: 'constant-patterns',
  async run() {
    return [...readTextFiles((path) => looked.test(path) && !isTest(path))].flatMap(findMadePatterns);
  },
};

export function findMadePatterns({ path, text }: TextFile): readonly Problem[] {
  if (!/RegExp\b|\.(match|matchAll|search)\(/.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(source);
  const lines = text.split('\n');
  const problems: Problem[] = [];
  visit(source);
  return problems;

  function visit(node: ts.Node): void {
    if (isMadePattern(node, constants)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if (!lines.slice(Math.max(0, line - 2), line + 1).some((one) => /\/\/.*\bpattern:/.test(one)))
        problems.push({ where: `${path}:${line + 1}`, what: 'makes a pattern of what is not constant' });
    }
    ts.forEachChild(node, visit);
  }
}

type Constants = ReadonlyMap<string, ts.Expression>;

/** The constants of the file itself, by name. */
function constantsOf(source: ts.SourceFile): Constants {
  const found = new Map<string, ts.Expression>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    if ((statement.declarationList.flags & ts.NodeFlags.Const) === 0) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer !== undefined) found.set(name.text, initializer);
    }
  }
  return found;
}

function isMadePattern(node: ts.Node, constants: Constants): boolean {
  const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
  if (!isCall) return false;
  const [pattern] = node.arguments ?? [];
  if (ts.isIdentifier(node.expression) && node.expression.text === 'RegExp')
    return pattern === undefined || !isConstant(pattern, constants);
  // A string given to these becomes a pattern too.
  const isSearch =
    ts.isPropertyAccessExpression(node.expression) &&
    /^(match|matchAll|search)$/.test(node.expression.name.text);
  return (
    isSearch && pattern !== undefined && ts.isTemplateExpression(pattern) && !isConstant(pattern, constants)
  );
}

function isConstant(node: ts.Expression, constants: Constants): boolean {
  const all = (parts: readonly ts.Expression[]) => parts.every((part) => isConstant(part, constants));
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isRegularExpressionLiteral(node))
    return true;
  if (ts.isTemplateExpression(node)) return all(node.templateSpans.map(({ expression }) => expression));
  if (ts.isTaggedTemplateExpression(node))
    return node.tag.getText() === 'String.raw' && isConstant(node.template, constants);
  if (ts.isBinaryExpression(node)) return all([node.left, node.right]);
  if (ts.isArrayLiteralExpression(node)) return all(node.elements);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return isConstant(node.expression, constants);
  if (ts.isPropertyAccessExpression(node))
    return /^(source|flags|length)$/.test(node.name.text) && isConstant(node.expression, constants);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return node.expression.name.text === 'join' && all([node.expression.expression, ...node.arguments]);
  if (!ts.isIdentifier(node)) return false;
  const value = constants.get(node.text);
  return (
    value !== undefined && isConstant(value, new Map([...constants].filter(([name]) => name !== node.text)))
  );
}
