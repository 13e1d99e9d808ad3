import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A git repository with so many commits on its trunk, the same each time. */
export function makeRepository(commits: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-repository-'));
  const git = (args: readonly string[], date = '') =>
    execFileSync('git', ['-C', folder, ...args], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        GIT_AUTHOR_NAME: 'Ada Example',
        GIT_AUTHOR_EMAIL: 'ada@example.test',
        GIT_COMMITTER_NAME: 'Ada Example',
        GIT_COMMITTER_EMAIL: 'ada@example.test',
        ...(date !== '' && { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
      },
    });
  git(['init', '--quiet', '--initial-branch', 'main']);
  for (let i = 1; i <= commits; i += 1) {
    const day = String(i).padStart(2, '0');
    git(
      ['commit', '--quiet', '--allow-empty', '--message', `Change number ${i}`],
      `2026-03-${day}T10:00:00Z`,
    );
  }
  return folder;
}
