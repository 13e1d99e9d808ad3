import { SourceError } from '@daybook/kit';
import { askGit } from './run-git.ts';

export type Head = { readonly name: string; readonly sha: string };

/** The tip of the branch asked for, else of the default branch: `origin/HEAD` where the clone knows it, else `HEAD`. */
export async function findHead(path: string, branch: string | undefined, signal: AbortSignal): Promise<Head> {
  if (branch !== undefined) return findBranch(path, branch, signal);
  const origin = await shaOf(path, 'refs/remotes/origin/HEAD', signal);
  if (origin !== null) {
    const name = await askGit(path, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD'], signal);
    return { name: name.text.replace(/^origin\//, '') || 'origin/HEAD', sha: origin };
  }
  const sha = await shaOf(path, 'HEAD', signal);
  if (sha === null) throw noCommits();
  const current = await askGit(path, ['symbolic-ref', '--short', '--quiet', 'HEAD'], signal);
  if (current.exitCode === 0) return { name: current.text, sha };
  return { name: await branchAt(path, sha, signal), sha };
}

async function findBranch(path: string, branch: string, signal: AbortSignal): Promise<Head> {
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]) {
    const sha = await shaOf(path, ref, signal);
    if (sha !== null) return { name: branch, sha };
  }
  throw new SourceError(
    'source-not-found',
    'the repository has no branch of the name given, neither its own nor one of `origin`',
    'see `git branch --all` in the clone, fetch the branch, or leave the branch empty for the default one',
  );
}

/** A detached HEAD is taken for the trunk only where a branch ends at the very same commit. */
async function branchAt(path: string, sha: string, signal: AbortSignal): Promise<string> {
  const refs = await askGit(
    path,
    [
      'for-each-ref',
      '--count=1',
      `--points-at=${sha}`,
      '--format=%(refname:short)',
      'refs/heads',
      'refs/remotes',
    ],
    signal,
  );
  if (refs.text !== '') return refs.text.replace(/^origin\//, '');
  throw new SourceError(
    'source-unreadable',
    'HEAD is detached and no branch ends at its commit, so which branch is the trunk is not known',
    'name the branch, or check it out in the clone',
  );
}

async function shaOf(path: string, ref: string, signal: AbortSignal): Promise<string | null> {
  const answer = await askGit(
    path,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    signal,
  );
  return answer.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(answer.text) ? answer.text : null;
}

function noCommits(): SourceError {
  return new SourceError(
    'source-unreadable',
    'the repository has no commit yet',
    'commit something first, or give the clone you meant',
  );
}
