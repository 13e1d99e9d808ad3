import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root.ts';

export type TextFile = { readonly path: string; readonly text: string };

const notText = /\.(png|jpg|ico|woff2|gz|zip|pdf|wasm|xlsx|docx)$/;

/** Paths of everything that is or would be committed, as git sees it, relative to the root. */
export function listRepositoryFiles(): readonly string[] {
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', maxBuffer: 64_000_000 });
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '').sort();
  return paths.filter(
    (path) => existsSync(join(repositoryRoot, path)) && statSync(join(repositoryRoot, path)).isFile(),
  );
}

/** The texts among them whose path fits. */
export function* readTextFiles(fits: (path: string) => boolean): Generator<TextFile> {
  for (const path of listRepositoryFiles()) {
    if (!notText.test(path) && fits(path))
      yield { path, text: readFileSync(join(repositoryRoot, path), 'utf8') };
  }
}

/** Code we write: TypeScript and the plain JavaScript of the bootstrap. */
export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|cjs)$/.test(path);
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('e2e/') || path.includes('/testing/');
}
