import ts from 'typescript';
import type { Problem, Rule } from '../problem.ts';
import { isTest, readTextFiles, type TextFile } from '../repository-files.ts';

const looked = /^(packages\/(server|kit|cli)\/src\/|catalog\/).*\.ts$/;

/** Names whose values somebody might have to guess. */
const secretName =
  /(digest|token|secret|signature|hmac|password|passphrase|otp|code|nonce)(hash|digest|hex)?s?$/i;
/** Of these only one with an owner is a secret: `errorCode` and `statusCode` are none. */
const plainCode = /^(?!.*(recovery|setup|reset|one.?time|backup)).*codes?$/i;
const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/**
 * Two secrets are compared by `timingSafeEqual`: `===` stops at the first difference, and the time it took says where that
 * is. Where both sides are known to all, a comment with `public:` on its line or the two above says so.
 */
export const rule: Rule = {
  name: 'constant-time',
  async run() {
    return [...readTextFiles((path) => looked.test(path) && !isTest(path))].flatMap(findEarlyEndings);
  },
};

export function findEarlyEndings({ path, text }: TextFile): readonly Problem[] {
  if (!/digest|token|secret|signature|hmac|password|otp|code|nonce/i.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const problems: Problem[] = [];
  visit(source);
  return problems;

  function visit(node: ts.Node): void {
    const sides = comparedIn(node);
    if (sides?.every((side) => isSecret(nameOf(side)))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if (!lines.slice(Math.max(0, line - 2), line + 1).some((one) => /\/\/.*\bpublic:/.test(one)))
        problems.push({ where: `${path}:${line + 1}`, what: 'compares secrets: use `timingSafeEqual`' });
    }
    ts.forEachChild(node, visit);
  }
}

/** `a === b`, `a.equals(b)` and the like. */
function comparedIn(node: ts.Node): readonly [ts.Expression, ts.Expression] | null {
  if (ts.isBinaryExpression(node) && equalities.has(node.operatorToken.kind)) return [node.left, node.right];
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const [other] = node.arguments;
  const { name, expression } = node.expression;
  return other !== undefined && /^(equals|localeCompare)$/.test(name.text) ? [expression, other] : null;
}

function isSecret(name: string): boolean {
  return secretName.test(name) && !plainCode.test(name);
}

/** The last name of what is compared: `row.token` and `digestOf(x)` are named by their ends. */
function nameOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node))
    return /^(value|hex|toString)$/.test(node.name.text) ? nameOf(node.expression) : node.name.text;
  if (ts.isCallExpression(node)) return nameOf(node.expression).replace(/(Of|From|For)$/, '');
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return nameOf(node.expression);
  return '';
}
