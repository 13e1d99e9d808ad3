import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emission, recordSchemas } from '@daybook/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connector } from './connector.ts';

const recording = join(import.meta.dirname, 'fixtures', 'recording.har');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-har-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function collect(path: string): Promise<Emission[]> {
  const emissions: Emission[] = [];
  const http = { send: () => Promise.reject(new Error('a recording needs no network')) };
  const tools = { http, now: () => '', signal: new AbortController().signal };
  for await (const one of connector.collect({ path }, tools)) emissions.push(one);
  return emissions;
}

function of(
  emissions: readonly Emission[],
  kind: 'change' | 'pull-request' | 'branch-protection',
  name = 'store',
) {
  const ours = emissions.filter(
    (one) => 'kind' in one && one.kind === kind && one.scope === `github.com/team/${name}`,
  );
  const records = ours.flatMap((one) =>
    one.type === 'record' ? [recordSchemas[kind].parse(one.record)] : [],
  );
  const end = ours.find((one) => one.type === 'end');
  return { records, end: end?.type === 'end' ? end : null };
}

describe('a recording', () => {
  it('gives each pull request once although pages overlap, and the merged ones as changes', async () => {
    const emissions = await collect(recording);

    expect(of(emissions, 'pull-request').records.map((one) => ('number' in one ? one.number : 0))).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(of(emissions, 'pull-request').end).toMatchObject({ isComplete: true, sourceCount: 5 });
    const changes = of(emissions, 'change');
    expect(changes.records.map((one) => ('pullRequests' in one ? one.pullRequests : null))).toEqual([
      [1],
      [2],
      [3],
      [5],
    ]);
    expect(changes.records.map((one) => ('sha' in one ? one.sha : null))[2]).toBe('unknown');
    expect(changes.end?.gaps.join(' ')).toContain('pushed without a pull request cannot be seen');
  });

  it('knows reviews only where all were recorded, and never invents their times', async () => {
    const reviews = of(await collect(recording), 'pull-request').records.map((one) =>
      'reviews' in one ? one.reviews : null,
    );

    expect(reviews).toMatchObject([
      [],
      [
        { state: 'approved', submittedAt: 'unknown', isBot: 'unknown' },
        { state: 'dismissed', submittedAt: 'unknown', isBot: 'unknown' },
      ],
      'unknown',
      [],
      'unknown',
    ]);
  });

  it('is incomplete for a repository of which not all pull requests were recorded', async () => {
    const { end } = of(await collect(recording), 'change', 'shop');

    expect(end?.isComplete).toBe(false);
    expect(end?.reasons.join(' ')).toContain('GitHub counted 9 pull requests and 1 are recorded');
  });

  it('tells branch protection where the default branch is known', async () => {
    const { records, end } = of(await collect(recording), 'branch-protection');

    expect(end?.isComplete).toBe(true);
    expect(records).toMatchObject([
      { branch: 'main', isDefault: true, requiredApprovals: 1, appliesToAdministrators: false },
    ]);
  });

  it('refuses a file that ends in the middle, JSON that is no recording, and one without pull requests', async () => {
    const cut = join(folder, 'cut.har');
    writeFileSync(cut, readFileSync(recording).subarray(0, 4_000));
    const other = join(folder, 'other.har');
    writeFileSync(other, '{"hello": 1}');
    const empty = join(folder, 'empty.har');
    writeFileSync(empty, '{"log": {"entries": []}}');

    await expect(collect(cut)).rejects.toMatchObject({ code: 'source-truncated' });
    await expect(collect(other)).rejects.toMatchObject({ code: 'source-changed' });
    await expect(collect(empty)).rejects.toMatchObject({ code: 'source-not-found' });
    await expect(collect(join(folder, 'none'))).rejects.toMatchObject({ code: 'source-not-found' });
  });
});
