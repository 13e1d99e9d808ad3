import { statSync } from 'node:fs';
import { SourceError } from '@daybook/kit';
import { canonicalRemote } from './canonical-remote.ts';
import type { ReadCommit, Trunk } from './commit.ts';
import type { GitSettings } from './connector.ts';
import { findHead } from './find-head.ts';
import { parseCommitObject } from './parse-commit-object.ts';
import { type BatchObject, readBatch } from './read-batch.ts';
import { askGit, exitOf, spawnGit } from './run-git.ts';

/** The first-parent line of a local clone, ready to be read. Throws `SourceError` where there is no such line. */
export async function openClone({ path, branch }: GitSettings, signal: AbortSignal): Promise<Trunk> {
  await requireRepository(path, signal);
  const head = await findHead(path, branch, signal);
  const remote = await askGit(path, ['config', '--local', '--get', 'remote.origin.url'], signal);
  const count = await askGit(path, ['rev-list', '--first-parent', '--count', head.sha, '--'], signal);
  if (count.exitCode !== 0 || !/^\d+$/.test(count.text)) throw brokenHistory();
  return {
    scope: canonicalRemote(remote.text) ?? `git:${await rootOf(path, head.sha, signal)}`,
    query: `first-parent line of ${head.name} at ${head.sha}`,
    commitsTotal: Number(count.text),
    head: head.sha,
    reasons: await shortcomings(path, signal),
    gaps: [],
    showsSignatures: true,
    read: () => readLine(path, head.sha, signal),
  };
}

async function requireRepository(path: string, signal: AbortSignal): Promise<void> {
  if (!statSync(path).isDirectory()) {
    throw new SourceError(
      'source-unreadable',
      'the path given for the repository is a file',
      'give the folder of the clone',
    );
  }
  const answer = await askGit(path, ['rev-parse', '--git-dir'], signal);
  if (answer.exitCode === 0) return;
  if (/not a git repository/i.test(answer.complaint)) {
    throw new SourceError(
      'source-not-found',
      'the folder is not the top of a git repository',
      'give the folder that holds `.git`, a bare repository, or a recorded folder with commits.ndjson',
    );
  }
  throw new SourceError(
    'source-unreadable',
    'git refuses to open the repository',
    'run `git status` and `git fsck` in it; its configuration or format may be damaged or newer than the installed git',
  );
}

/** Where history ends on the first-parent line: what a repository without a remote is known by. */
async function rootOf(path: string, head: string, signal: AbortSignal): Promise<string> {
  const answer = await askGit(path, ['rev-list', '--first-parent', '--max-parents=0', head, '--'], signal);
  const root = answer.text.split('\n').at(-1) ?? '';
  if (answer.exitCode !== 0 || !/^[0-9a-f]{40,64}$/.test(root)) throw brokenHistory();
  return root;
}

async function shortcomings(path: string, signal: AbortSignal): Promise<string[]> {
  const shallow = await askGit(path, ['rev-parse', '--is-shallow-repository'], signal);
  const partial = await askGit(
    path,
    ['config', '--local', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$'],
    signal,
  );
  const reasons: string[] = [];
  if (shallow.text !== 'false') {
    reasons.push(
      'the clone is shallow, so older commits are missing; run `git fetch --unshallow` in it and read it again',
    );
  }
  if (partial.text !== '') {
    reasons.push(
      'the clone is partial, so objects may be missing; clone it again without `--filter` and read that',
    );
  }
  return reasons;
}

async function* readLine(path: string, head: string, signal: AbortSignal): AsyncGenerator<ReadCommit> {
  const list = spawnGit(path, ['rev-list', '--first-parent', head, '--'], signal);
  const batch = spawnGit(path, ['cat-file', '--batch', '--buffer'], signal);
  const exits = Promise.all([exitOf(list), exitOf(batch)]);
  exits.catch(() => {});
  list.stdin?.end();
  list.stderr?.resume();
  batch.stderr?.resume();
  batch.stdin?.on('error', () => {});
  if (list.stdout === null || batch.stdin === null || batch.stdout === null) throw brokenHistory();
  list.stdout.pipe(batch.stdin);
  try {
    for await (const object of readBatch(batch.stdout)) yield commitOf(object);
    const [listExit, batchExit] = await exits;
    if (listExit !== 0 || batchExit !== 0) throw brokenHistory();
  } finally {
    list.kill();
    batch.kill();
  }
}

export function commitOf(object: BatchObject): ReadCommit {
  if (object.type === 'cut') return rejected('the end of the objects', 'the last object is cut off');
  if (object.type === 'missing') return rejected(object.id, 'the commit object is missing');
  if (!object.isGenuine) return rejected(object.id, 'the commit object does not hash to its id');
  const commit = object.kind === 'commit' ? parseCommitObject(object.id, object.bytes) : null;
  return commit === null ? rejected(object.id, 'the object is not a commit') : { type: 'commit', commit };
}

function rejected(where: string, reason: string): ReadCommit {
  return { type: 'rejected', where, reason };
}

function brokenHistory(): SourceError {
  return new SourceError(
    'source-unreadable',
    'git stopped while listing the commits of the branch',
    'run `git fsck` in the repository, or make a fresh clone and read that',
  );
}
