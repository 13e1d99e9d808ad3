import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ConnectorTools, Emission } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';

const recorded = join(import.meta.dirname, 'fixtures', 'recorded');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-git-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tools: ConnectorTools = {
  http: { send: () => Promise.reject(new Error('git needs no network')) },
  now: () => '2026-01-01T00:00:00.000Z',
  signal: new AbortController().signal,
};

async function collect(path: string, branch?: string) {
  const emissions: Emission[] = [];
  const settings = branch === undefined ? { path } : { path, branch };
  for await (const emission of connector.collect(settings, tools)) emissions.push(emission);
  const records = emissions.flatMap((emission) => (emission.type === 'record' ? [emission.record] : []));
  const end = emissions.find((emission) => emission.type === 'end');
  if (end?.type !== 'end') throw new Error('no end');
  return { emissions, records, end };
}

function git(path: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = [
    '-c',
    'user.name=Ada Example',
    '-c',
    'user.email=ada@team.example',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...identity, ...args], {
    cwd: path,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

function newRepository(name: string, commits: number): string {
  const path = join(folder, name);
  mkdirSync(path);
  git(path, 'init', '--quiet', '--initial-branch=main');
  for (let i = 0; i < commits; i += 1) git(path, 'commit', '--quiet', '--allow-empty', '-m', `change ${i}`);
  return path;
}

describe('the recorded folder', () => {
  it('gives the first-parent line with its signatures and counts', async () => {
    const { records, end } = await collect(recorded);

    expect(end).toMatchObject({
      scope: 'forge.example/team/store',
      isComplete: true,
      sourceCount: 8,
      reasons: [],
    });
    expect(records).toHaveLength(8);
    expect(end.attributes).toEqual({
      commits: 8,
      merges: 1,
      withReviewedBy: 2,
      withSignedOffBy: 1,
      withPrReference: 5,
      withAckList: 1,
      signed: 3,
      authorDiffersFromCommitter: 4,
      reviewerEqualsAuthorOnly: 1,
    });
  });

  it('reads another branch of refs.tsv and refuses one that is not there', async () => {
    expect((await collect(recorded, 'side')).records).toHaveLength(2);
    await expect(collect(recorded, 'nowhere')).rejects.toMatchObject({ code: 'source-not-found' });
  });

  it('leaves signatures unknown where no commit objects were recorded', async () => {
    const path = join(folder, 'plain');
    cpSync(recorded, path, { recursive: true });
    rmSync(join(path, 'commit-objects.batch.gz'));

    const { records, end } = await collect(path);

    expect(records.every((record) => 'signature' in record && record.signature === 'unknown')).toBe(true);
    expect(end.attributes).not.toHaveProperty('signed');
    expect(end.isComplete).toBe(true);
  });

  it('refuses a recording that ends in the middle, whether of its lines or of its objects', async () => {
    const lines = join(folder, 'cut-lines');
    cpSync(recorded, lines, { recursive: true });
    const whole = readFileSync(join(recorded, 'commits.ndjson'), 'utf8');
    writeFileSync(join(lines, 'commits.ndjson'), whole.slice(0, -100));
    const objects = join(folder, 'cut-objects');
    cpSync(recorded, objects, { recursive: true });
    const packed = readFileSync(join(recorded, 'commit-objects.batch.gz'));
    writeFileSync(join(objects, 'commit-objects.batch.gz'), packed.subarray(0, packed.length - 200));

    await expect(collect(lines)).rejects.toMatchObject({ code: 'source-truncated' });
    await expect(collect(objects)).rejects.toMatchObject({ code: 'source-truncated' });
  });

  it('stops unpacking a recording that was made to fill the memory or the time', async () => {
    const path = join(folder, 'bomb');
    cpSync(recorded, path, { recursive: true });
    const id = '0'.repeat(40);
    const object = `${id} commit 1000000\n${'x'.repeat(1_000_000)}\n`;
    const large = `${id} commit ${50 * 1024 * 1024}\n${'x'.repeat(50 * 1024 * 1024)}\n`;
    for (const content of [object.repeat(40), large]) {
      writeFileSync(join(path, 'commit-objects.batch.gz'), gzipSync(content));

      await expect(collect(path)).rejects.toMatchObject({ code: 'source-refused' });
    }
    writeFileSync(join(path, 'commit-objects.batch.gz'), gzipSync('x'.repeat(10_000_000)));
    const { end } = await collect(path);
    expect(end).toMatchObject({
      isComplete: false,
      reasons: expect.arrayContaining(['1 commits could not be read']),
    });
  });

  it('is incomplete where commits in the middle are missing', async () => {
    const path = join(folder, 'gap');
    cpSync(recorded, path, { recursive: true });
    const lines = readFileSync(join(recorded, 'commits.ndjson'), 'utf8').split('\n');
    lines.splice(3, 1);
    writeFileSync(join(path, 'commits.ndjson'), lines.join('\n'));

    const { end } = await collect(path);

    expect(end.isComplete).toBe(false);
    expect(end.reasons.join(' ')).toContain('history is missing');
  });
});

describe('a clone', () => {
  it('gives as many changes as git rev-list --first-parent --count, merges included', async () => {
    const path = newRepository('merges', 3);
    git(path, 'checkout', '--quiet', '-b', 'side');
    git(path, 'commit', '--quiet', '--allow-empty', '-m', 'aside');
    git(path, 'checkout', '--quiet', 'main');
    git(path, 'merge', '--quiet', '--no-ff', '-m', 'Merge pull request #1 from team/side', 'side');

    const { records, end } = await collect(path);

    expect(records).toHaveLength(Number(git(path, 'rev-list', '--first-parent', '--count', 'HEAD')));
    expect(end).toMatchObject({
      isComplete: true,
      attributes: { commits: 4, merges: 1, withPrReference: 1 },
    });
    expect(end.scope).toBe(`git:${git(path, 'rev-list', '--max-parents=0', 'HEAD')}`);
  });

  it('reads origin/HEAD rather than what is checked out, and is named by its remote without credentials', async () => {
    const source = newRepository('source', 2);
    const path = join(folder, 'cloned');
    git(folder, 'clone', '--quiet', source, path);
    git(path, 'checkout', '--quiet', '-b', 'topic');
    git(path, 'commit', '--quiet', '--allow-empty', '-m', 'not yet on the trunk');
    git(path, 'remote', 'set-url', 'origin', 'https://ada:secret@forge.example/team/store.git');

    expect((await collect(path)).records).toHaveLength(2);
    expect((await collect(path, 'topic')).records).toHaveLength(3);
    expect((await collect(path)).end.scope).toBe('forge.example/team/store');
  });

  it('is incomplete when shallow and says how to mend it', async () => {
    const source = newRepository('deep', 5);
    const path = join(folder, 'shallow');
    git(folder, 'clone', '--quiet', '--depth=2', `file://${source}`, path);

    const { end } = await collect(path);

    expect(end.isComplete).toBe(false);
    expect(end.reasons.join(' ')).toContain('git fetch --unshallow');
  });

  it('runs nothing the repository configures and believes no replaced object', async () => {
    const path = newRepository('hostile', 2);
    const trap = join(folder, 'sprung');
    writeFileSync(join(folder, 'trap.sh'), `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 });
    appendFileSync(
      join(path, '.git', 'config'),
      `[core]\n\tfsmonitor = ${join(folder, 'trap.sh')}\n\tpager = ${join(folder, 'trap.sh')}\n\thooksPath = ${folder}\n`,
    );
    const root = git(path, 'rev-list', '--max-parents=0', 'HEAD');
    const other = git(path, 'commit-tree', '-m', 'forged', `${root}^{tree}`);
    git(path, 'replace', git(path, 'rev-parse', 'HEAD'), other);

    const { records } = await collect(path);

    expect(records).toHaveLength(2);
    expect(() => readFileSync(trap)).toThrow();
  });

  it('says in a sentence what is wrong with a path that cannot be read', async () => {
    const plain = join(folder, 'no-repository');
    mkdirSync(plain);
    const detached = newRepository('detached', 1);
    git(detached, 'checkout', '--quiet', '--detach');
    git(detached, 'commit', '--quiet', '--allow-empty', '-m', 'off every branch');

    await expect(collect(join(folder, 'missing'))).rejects.toThrow('there is nothing at the path');
    await expect(collect(plain)).rejects.toThrow('not the top of a git repository');
    await expect(collect(newRepository('empty', 0))).rejects.toThrow('no commit yet');
    await expect(collect(detached)).rejects.toThrow('HEAD is detached');
    await expect(collect(detached, 'nowhere')).rejects.toThrow('no branch of the name given');
  });
});
