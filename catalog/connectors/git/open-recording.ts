import { createReadStream, existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { SourceError } from '@daybook/kit';
import { canonicalRemote } from './canonical-remote.ts';
import type { ReadCommit, Trunk } from './commit.ts';
import type { GitSettings } from './connector.ts';
import { commitOf } from './open-clone.ts';
import { readBatch } from './read-batch.ts';
import { readRecordedCommits } from './read-recorded-commits.ts';

/** The first-parent line of a recorded folder: `commits.ndjson`, `refs.tsv` and, for signatures, `commit-objects.batch.gz`. */
export async function openRecording({ path, branch }: GitSettings): Promise<Trunk> {
  const commits = join(path, 'commits.ndjson');
  const objects = join(path, 'commit-objects.batch.gz');
  const parents = new Map<string, string | null>();
  let head: string | null = null;
  for await (const { commit, refs } of readRecordedCommits(commits)) {
    parents.set(commit.sha, commit.parents[0] ?? null);
    if (/(^|, )HEAD( -> |$|,)/.test(refs)) head = commit.sha;
  }
  const tip = branch === undefined ? (head ?? (await tipOf(path, undefined))) : await tipOf(path, branch);
  const line = lineFrom(tip, parents);
  const hasObjects = existsSync(objects);
  return {
    scope: (await recordedOrigin(path)) ?? `git:${[...line].at(-1)}`,
    query: `first-parent line of ${branch ?? 'HEAD'} at ${tip}, recorded`,
    commitsTotal: line.size,
    head: tip,
    reasons: [],
    // Without commit objects every change says itself that its signature is unknown; the list is whole all the same.
    gaps: [],
    showsSignatures: hasObjects,
    read: () => (hasObjects ? readObjects(objects, line) : readPlain(commits, line)),
  };
}

/** The commits down from the tip; it ends where a commit is not recorded, which the audit of the trunk then finds. */
function lineFrom(tip: string, parents: ReadonlyMap<string, string | null>): Set<string> {
  const line = new Set<string>();
  let next: string | null = tip;
  while (next !== null && parents.has(next) && !line.has(next)) {
    line.add(next);
    next = parents.get(next) ?? null;
  }
  if (line.size > 0) return line;
  throw new SourceError(
    'source-not-found',
    'the commit the branch ends at is not among the recorded commits',
    'record the history again with all commits reachable from the branch',
  );
}

async function tipOf(path: string, branch: string | undefined): Promise<string> {
  const file = join(path, 'refs.tsv');
  const rows = existsSync(file)
    ? (await readFile(file, 'utf8')).split('\n').map((row) => row.split('\t'))
    : [];
  const heads = rows.filter(([name = '', kind]) => name.startsWith('refs/heads/') && kind === 'commit');
  const wanted = branch === undefined ? ['main', 'master'] : [branch];
  const found = heads.find(([name = '']) => wanted.includes(name.slice('refs/heads/'.length)));
  const tip = (found ?? (branch === undefined && heads.length === 1 ? heads[0] : undefined))?.[2];
  if (tip !== undefined) return tip;
  throw new SourceError(
    'source-not-found',
    branch === undefined
      ? 'the recording does not say which commit is the head of its default branch'
      : 'the recording has no branch of the name given',
    'name a branch that refs.tsv lists under `refs/heads/`',
  );
}

async function recordedOrigin(path: string): Promise<string | null> {
  const file = join(path, '_ORIGIN.md');
  if (!existsSync(file)) return null;
  const origin = /^- Origin: (\S+)/m.exec(await readFile(file, 'utf8'))?.[1];
  if (origin === undefined) return null;
  return canonicalRemote(origin.includes('://') ? origin : `https://${origin}`);
}

async function* readObjects(file: string, line: ReadonlySet<string>): AsyncGenerator<ReadCommit> {
  const open = new Set(line);
  const packed = createReadStream(file);
  const stream = packed.pipe(createGunzip());
  packed.on('error', (error) => stream.destroy(error));
  try {
    for await (const object of readBatch(bounded(stream, unpackedBytesMax(file)))) {
      if (object.type !== 'cut' && !open.delete(object.id)) continue;
      yield commitOf(object);
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      'source-truncated',
      '`commit-objects.batch.gz` ends in the middle or is damaged',
      'copy or record the folder again',
    );
  } finally {
    packed.destroy();
  }
}

/** Text of commits packs to a third; what unpacks to hundreds of times its size was made to. */
const unpackedRatioMax = 100;
const unpackedBytesFloor = 16 * 1024 * 1024;

function unpackedBytesMax(file: string): number {
  return Math.max(unpackedBytesFloor, statSync(file).size * unpackedRatioMax);
}

async function* bounded(stream: AsyncIterable<Buffer>, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new SourceError(
        'source-refused',
        '`commit-objects.batch.gz` unpacks to more than commits can fill',
        'record the folder again',
      );
    yield chunk;
  }
}

async function* readPlain(file: string, line: ReadonlySet<string>): AsyncGenerator<ReadCommit> {
  for await (const { commit } of readRecordedCommits(file)) {
    if (line.has(commit.sha)) yield { type: 'commit', commit };
  }
}
