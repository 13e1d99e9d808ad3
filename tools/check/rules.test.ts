import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../repository-root.ts';
import { findAmbientCalls } from './rules/ambient-calls.ts';
import { findUnexplainedCasts } from './rules/explained-casts.ts';
import { rule as fileNames, findNameProblems } from './rules/file-names.ts';
import { findLockProblems, findLoosePins, rule as lockComplete } from './rules/lock-complete.ts';
import { findPrivateWords, rule as privateWords } from './rules/private-words.ts';
import { findRealAddresses } from './rules/real-addresses.ts';
import { findSecrets, rule as secrets } from './rules/secrets.ts';

describe('the repository as it is', () => {
  test.each([lockComplete, fileNames, privateWords, secrets])('has nothing for $name', async (rule) => {
    const problems = await rule.run();

    expect(problems).toEqual([]);
  });
});

describe('a canary planted in the repository', () => {
  const planted = join(repositoryRoot, 'docs/guides/planted-canary.md');
  afterEach(() => rmSync(planted, { force: true }));

  test('is found where it lies, and nothing else is', async () => {
    writeFileSync(planted, `A key was left here:\n\nghp_${'c4nary'.repeat(7)}\n`);

    const problems = await secrets.run();

    expect(problems).toEqual([
      { where: 'docs/guides/planted-canary.md:3', what: 'looks like a GitHub token' },
    ]);
  });
});

describe('the lock file', () => {
  test('is refused when a platform package of an optional dependency has no entry of its own', () => {
    const lock = {
      packages: {
        'node_modules/tool': {
          version: '1.0.0',
          optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' },
        },
        'node_modules/tool-linux': { version: '1.0.0' },
      },
    };

    expect(findLockProblems('package-lock.json', lock)).toEqual([
      { where: 'package-lock.json', what: '`node_modules/tool` needs `tool-darwin`, which has no entry' },
    ]);
  });

  test('is refused when it names the host a package came from', () => {
    const lock = {
      packages: { 'node_modules/tool': { version: '1.0.0', resolved: 'https://host.example/tool.tgz' } },
    };

    expect(findLockProblems('package-lock.json', lock)).toHaveLength(1);
  });

  test('goes with manifests that pin exactly', () => {
    const manifest = {
      dependencies: {
        exact: '1.2.3',
        alias: 'npm:other@7.0.2',
        beta: '1.0.0-beta.2',
        loose: '^1.2.3',
        tag: 'latest',
      },
    };

    expect(findLoosePins('package.json', manifest).map(({ what }) => what)).toEqual([
      '`loose` is not pinned exactly: `^1.2.3`',
      '`tag` is not pinned exactly: `latest`',
    ]);
  });
});

describe('text rules', () => {
  const file = (text: string) => ({ path: 'a.ts', text });

  test('find the clock, randomness and the network where they are not passed in', () => {
    const found = findAmbientCalls(
      file('const a = Date.now();\nconst b = http.fetch(a);\nconst c = fetch(a);\nnew Date(a);'),
    );

    expect(found.map(({ where }) => where)).toEqual(['a.ts:1', 'a.ts:3']);
  });

  test('find a cast that nobody explained, and leave `as const` and explained ones alone', () => {
    const text = [
      "const first = ['a'] as const;",
      '',
      '',
      '',
      'const second = read() as string;',
      '',
      '',
      '',
      '// The driver says text here.',
      'const third = read() as string;',
    ].join('\n');

    expect(findUnexplainedCasts(file(text)).map(({ where }) => where)).toEqual(['a.ts:5']);
  });

  test('find names that say nothing', () => {
    expect(
      findNameProblems(['packages/a/src/utils.ts', 'packages/a/src/read-page.ts']).map(({ where }) => where),
    ).toEqual(['packages/a/src/utils.ts']);
  });

  test('find a path of somebody’s machine', () => {
    expect(findPrivateWords(file(`const folder = '/${'home'}/ada/data';`))).toHaveLength(1);
    expect(findPrivateWords(file("const folder = '/var/lib/daybook';"))).toEqual([]);
  });

  test('find what looks like a credential', () => {
    expect(findSecrets(file(`const key = 'AKIA${'ABCDEFGH'.repeat(2)}';`))).toHaveLength(1);
    expect(findSecrets(file("const key = 'AKIA-example';"))).toEqual([]);
  });

  test('find mail addresses outside the domains that are reserved for examples', () => {
    const text = `ada@mail.example ada@example.test ada@${'company'}.com https://ada:word@${'host'}.com/ pkg@1.2.x.y`;

    expect(findRealAddresses(file(text)).map(({ what }) => what)).toEqual([
      `\`ada@${'company'}.com\` may be a real address`,
    ]);
  });
});
