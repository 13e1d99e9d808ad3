import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRepositoryFiles } from '../../check/repository-files.ts';
import { repositoryRoot } from '../../repository-root.ts';

export type Ran = { readonly status: number | null; readonly output: string };

const runMsMax = 200_000;

/** A copy of the repository as it is, committed, with packages installed: its own workspaces and everybody else's by link. */
export class TemporaryClone implements Disposable {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'daybook-clone-')));

  constructor() {
    for (const path of listRepositoryFiles()) cpSync(join(repositoryRoot, path), join(this.root, path));
    linkModules(this.root);
    this.#git('init', '--quiet', '--initial-branch=main');
    this.#git('add', '--all');
    this.#git(
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=ada@team.example',
      'commit',
      '--quiet',
      '--message',
      'As it is',
    );
  }

  /** Runs a program of the clone under this Node. */
  run(...args: readonly string[]): Ran {
    const env = { ...process.env, NO_COLOR: '1', VITEST: undefined, NODE_ENV: undefined };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.root,
      env,
      encoding: 'utf8',
      timeout: runMsMax,
    });
    return { status, output: stdout + stderr };
  }

  /** Paths that differ from what was committed, new files included. */
  changedPaths(): readonly string[] {
    const lines = this.#git('status', '--porcelain', '--untracked-files=all').split('\n');
    return lines.filter((line) => line !== '').map((line) => line.slice(3));
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #git(...args: readonly string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', args, { cwd: this.root, env, encoding: 'utf8', maxBuffer: 64_000_000 });
  }
}

function linkModules(root: string): void {
  const installed = join(repositoryRoot, 'node_modules');
  mkdirSync(join(root, 'node_modules', '@daybook'), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@daybook' && name !== '.cache')
      symlinkSync(join(installed, name), join(root, 'node_modules', name));
  }
  for (const name of readdirSync(join(installed, '@daybook'))) {
    const folder = name === 'catalog' ? 'catalog' : join('packages', name);
    symlinkSync(join(root, folder), join(root, 'node_modules', '@daybook', name));
    // What only this workspace needs in another version than the others.
    const own = join(repositoryRoot, folder, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(root, folder, 'node_modules'));
  }
}
