import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

const firstCommitAt = 1_735_689_600; // 2025-01-01T00:00:00Z

/** A clone with exactly so many commits on its only line, one an hour through 2025, half of them with a review trailer. */
export function makeRepository(folder: string, commits: number, name = 'app'): void {
  mkdirSync(folder, { recursive: true });
  const stream = Array.from({ length: commits }, (_nothing, at) => commitCommand(at)).join('');
  run(folder, ['init', '--quiet', '--initial-branch=main']);
  run(folder, ['fast-import', '--quiet'], stream);
  run(folder, ['remote', 'add', 'origin', `https://git.example/acme/${name}.git`]);
}

function commitCommand(at: number): string {
  const when = `${firstCommitAt + at * 3_600} +0000`;
  const reviewed = at % 2 === 0 ? '\n\nReviewed-by: Robin Reviewer <robin@acme.example>' : '';
  const message = `Change ${at}${reviewed}\n`;
  return [
    'commit refs/heads/main',
    `author Dana Developer <dana@acme.example> ${when}`,
    `committer Dana Developer <dana@acme.example> ${when}`,
    `data ${Buffer.byteLength(message)}`,
    message,
  ].join('\n');
}

function run(folder: string, argv: readonly string[], input?: string): void {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  const result = spawnSync('git', [...argv], { cwd: folder, env, ...(input === undefined ? {} : { input }) });
  if (result.status !== 0) throw new Error(`git ${argv[0]} failed: ${result.stderr}`);
}
