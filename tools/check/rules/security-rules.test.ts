import { describe, expect, test } from 'vitest';
import { rule as constantPatterns, findMadePatterns } from './constant-patterns.ts';
import { rule as constantTime, findEarlyEndings } from './constant-time.ts';
import { rule as checklist, findMissingProofs, findUnfounded } from './security-checklist.ts';

const file = (text: string) => ({ path: 'a.ts', text });

test.each([constantPatterns, constantTime, checklist])(
  'the repository has nothing for $name',
  async (rule) => {
    expect(await rule.run()).toEqual([]);
  },
);

describe('patterns', () => {
  test.each([
    'function find(words: string) { return new RegExp(words); }',
    'const a = (words: string) => RegExp(words);',
    "const b = (words: string) => new RegExp('^' + words + '$');",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
    'const c = (words: string) => text.match(`${words}$`);',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
    "let inner = 'a'; const d = new RegExp(`^${inner}$`);",
    'const e = new RegExp(process.argv[2]);',
    "const part = readFileSync('x', 'utf8'); const f = new RegExp(part);",
    'const g = new RegExp(settings.pattern.source);',
  ])('of what is not constant are found: %s', (text) => {
    expect(findMadePatterns(file(text)).map(({ where }) => where)).toEqual(['a.ts:1']);
  });

  test.each([
    "const a = new RegExp('^a$', 'g');",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
    "const prefix = 'a'; const max = 5; const b = new RegExp(`^${prefix}{1,${max}}$`);",
    "const words = ['a', 'b']; const c = new RegExp(words.join('|'));",
    'const inner = /a/; const d = new RegExp(inner.source);',
    'const e = (words: string) => words.match(/a/);',
    '// pattern: of the connector itself, never of a person\nconst f = (own: string) => new RegExp(own);',
  ])('of constants are left alone: %s', (text) => {
    expect(findMadePatterns(file(text))).toEqual([]);
  });
});

describe('comparisons', () => {
  test.each([
    'if (token === row.token) go();',
    'if (given.digest !== kept.tokenDigest) go();',
    'const is = digestOf(given) === kept.digest;',
    'const is = signature.equals(expectedSignature);',
    'const is = clientSecret == row.secret;',
    'const is = setupToken === stored;\nconst other = recoveryCode !== kept.recoveryCode;',
    'const is = (await hmacOf(body)) === request.signature;',
  ])('of secrets are found: %s', (text) => {
    expect(findEarlyEndings(file(text))).toHaveLength(1);
  });

  test.each([
    'if (token === undefined) go();',
    "if (token === '') go();",
    'if (digest.length !== kept.digest.length) go();',
    'if (error.code === other.statusCode) go();',
    'if (timingSafeEqual(digest, kept.digest)) go();',
    '// public: both are printed in the package\nif (digest === kept.digest) go();',
  ])('of what is public or no secret are left alone: %s', (text) => {
    expect(findEarlyEndings(file(text))).toEqual([]);
  });
});

describe('the security checklist', () => {
  test('may say why a statement has no test, and may not say nothing', () => {
    const rows = [
      '| statement | shown by |',
      '| --- | --- |',
      '| a | `x.test.ts` |',
      '| b | not there yet: why |',
      '| c | does not apply: why |',
      '| d | trust us |',
      '| e | not there yet |',
    ];

    const problems = findUnfounded({ path: 'a.md', text: rows.join('\n') });

    expect(problems.map(({ where }) => where)).toEqual(['a.md:6', 'a.md:7']);
  });

  const files = [
    'packages/server/src/access/sign-in.test.ts',
    'tools/fuzz/main.ts',
    'e2e/content-policy.e2e.test.ts',
  ];

  test.each([
    '`access/sign-in.test.ts`',
    '`access/**/*.test.ts`',
    '`tools/fuzz`',
    '`e2e/content-policy.e2e.test.ts`',
    '`no-store`',
  ])('may name %s', (cell) => {
    expect(findMissingProofs({ path: 'a.md', text: `| it holds | ${cell} |` }, files)).toEqual([]);
  });

  test.each([
    '`access/sign-out.test.ts`',
    '`access/*/sign-in.test.ts`',
    '`tools/fuss`',
    '`xaccess/sign-in.test.ts`',
  ])('may not name %s, which is not there', (cell) => {
    const problems = findMissingProofs({ path: 'a.md', text: `# x\n\n| it holds | ${cell} |` }, files);

    expect(problems.map(({ where }) => where)).toEqual(['a.md:3']);
  });
});
