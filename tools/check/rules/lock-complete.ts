import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root.ts';
import type { Problem, Rule } from '../problem.ts';
import { listRepositoryFiles } from '../repository-files.ts';

type LockEntry = {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
export type Lock = { readonly packages: Readonly<Record<string, LockEntry>> };

/**
 * A lock file works on every platform and names no host. A registry that lacks a platform package of a fresh release
 * makes npm leave it out without a word: such a lock installs here and nowhere else.
 */
export const rule: Rule = {
  name: 'lock-complete',
  async run() {
    const locks = ['package-lock.json', 'tools/runtime/package-lock.json', 'tools/mutants/package-lock.json'];
    const manifests = listRepositoryFiles().filter(
      (path) => path === 'package.json' || path.endsWith('/package.json'),
    );
    return [
      ...locks.flatMap((path) => findLockProblems(path, readJson(path))),
      ...manifests
        .filter((path) => !path.includes('/fixtures/'))
        .flatMap((path) => findLoosePins(path, readJson(path))),
    ];
  },
};

export function findLockProblems(path: string, lock: Lock): readonly Problem[] {
  const names = new Set(Object.keys(lock.packages).map((key) => key.split('node_modules/').pop()));
  return Object.entries(lock.packages).flatMap(([key, entry]) => {
    const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !names.has(name));
    const problems = missing.map((name) => ({
      where: path,
      what: `\`${key || 'the root'}\` needs \`${name}\`, which has no entry`,
    }));
    const namesHost = entry.link !== true && entry.resolved !== undefined;
    return namesHost
      ? [...problems, { where: path, what: `\`${key}\` names the host it came from` }]
      : problems;
  });
}

type Manifest = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

export function findLoosePins(path: string, manifest: Manifest): readonly Problem[] {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
    Object.entries(manifest[group] ?? {})
      .filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
      .map(([name, version]) => ({ where: path, what: `\`${name}\` is not pinned exactly: \`${version}\`` })),
  );
}

/** The files are npm's own, in npm's documented shape. */
function readJson<T>(path: string): T {
  // Parsed by npm itself at every install, so its shape is not checked again.
  return JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8')) as T;
}
