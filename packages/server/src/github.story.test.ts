import { describe, expect, test } from 'vitest';
import { generateRepository } from '../../../tools/replay/github/generate-repository.ts';
import {
  type GeneratedRepository,
  withoutApprovals,
} from '../../../tools/replay/github/generated-repository.ts';
import type { Fault } from '../../../tools/replay/github/replay-faults.ts';
import { startReplayServer } from '../../../tools/replay/github/start-replay-server.ts';
import { listFindings } from './controls/index.ts';
import { openTestServices, pullFrom, type TestServices } from './testing/open-test-services.ts';

const repository = generateRepository('story', 60);

describe('GitHub, collected through the whole server', () => {
  test('every verdict equals the key of the generated repository', async () => {
    await using context = await openTestServices();

    await collect(context, repository);

    const key = repository.key.map((row) => [row.sha, row.outcome, row.code]);
    expect(await verdicts(context)).toEqual(key.toSorted());
  });

  test('taking out the only qualifying approval of one change turns exactly that change', async () => {
    await using context = await openTestServices();
    await collect(context, repository);
    const before = await verdicts(context);
    const sha = soleApproval(repository);

    const pull = await collect(context, withoutApprovals(repository, sha));

    expect(pull?.populations.find((report) => report.kind === 'pull-request')).toMatchObject({ changed: 1 });
    const expected = before.map((row) => (row[0] === sha ? [sha, 'fail', 'no-approval'] : row));
    expect(await verdicts(context)).toEqual(expected);
  });

  test.each<{ fault: Fault; said: RegExp }>([
    { fault: { kind: 'unauthorised', asked: 'pull-requests' }, said: /401|token/i },
    { fault: { kind: 'rate-limited', asked: 'pull-requests' }, said: /rate limit|429|requests/i },
    { fault: { kind: 'truncated', asked: 'pull-requests', from: 2 }, said: /./ },
    { fault: { kind: 'repeated-page', asked: 'pull-requests', from: 2 }, said: /./ },
    { fault: { kind: 'changed-schema', asked: 'pull-requests' }, said: /./ },
    { fault: { kind: 'wrong-total', asked: 'pull-requests' }, said: /./ },
  ])('after $fault.kind nothing passes any more, and what failed still fails', async ({ fault, said }) => {
    await using context = await openTestServices();
    await collect(context, repository);
    const failing = (await verdicts(context)).filter((row) => row[1] === 'fail');

    const pull = await collect(context, repository, [fault]);

    const after = await verdicts(context);
    expect(after.filter((row) => row[1] === 'pass')).toEqual([]);
    expect(after.filter((row) => row[1] === 'fail')).toEqual(failing);
    expect(after).toHaveLength(repository.key.length);
    const reasons = [pull?.error?.message, ...(pull?.populations.flatMap((report) => report.reasons) ?? [])];
    expect(reasons.join(' ')).toMatch(said);
  });
});

const scope = 'github.com/team/store';

/** Reads the repository from a GitHub that behaves so badly, under GitHub's own address. */
async function collect(context: TestServices, generated: GeneratedRepository, faults: readonly Fault[] = []) {
  const nowMs = () => Date.parse(context.clock.now());
  const server = await startReplayServer({ repository: generated, token: 'story-token', faults, nowMs });
  context.network = (input, init) => fetch(String(input).replace('https://api.github.com', server.url), init);
  try {
    return await pullFrom(context, 'github', { repository: 'team/store', token: 'story-token' });
  } finally {
    await server.close();
  }
}

type Verdict = readonly [sha: string, outcome: string, code: string];

/** What the check of reviews says of every change now, by SHA; passes have their one code. */
async function verdicts({ services, workspaceId }: TestServices): Promise<readonly Verdict[]> {
  const found: Verdict[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { control: 'change-review', outcome: undefined, cursor, limit: 200 };
    const page = await services.database.withWorkspace(workspaceId, (tx) =>
      listFindings(tx, query, services),
    );
    const changes = page.items.filter((item) => item.kind === 'change' && item.scope === scope);
    found.push(...changes.map((item): Verdict => [item.key, item.outcome, item.code]));
    if (page.nextCursor === null) return found.toSorted();
    cursor = page.nextCursor;
  }
}

/** A change that passes, brought by one pull request that holds exactly one approval and brought nothing else. */
function soleApproval(generated: GeneratedRepository): string {
  const found = generated.key.find((row) => {
    const numbers = generated.commits.find((commit) => commit.oid === row.sha)?.pullRequests ?? [];
    const [pullRequest, ...others] = generated.pullRequests.filter((one) => numbers.includes(one.number));
    const brought = generated.commits.filter((commit) =>
      commit.pullRequests.includes(pullRequest?.number ?? 0),
    );
    const onTrunk = brought.filter((commit) => generated.key.some((other) => other.sha === commit.oid));
    const approvals = pullRequest?.reviews.filter((review) => review.state === 'APPROVED') ?? [];
    return row.outcome === 'pass' && others.length === 0 && approvals.length === 1 && onTrunk.length === 1;
  });
  if (found === undefined) throw new Error('the generated repository has no such change');
  return found.sha;
}
