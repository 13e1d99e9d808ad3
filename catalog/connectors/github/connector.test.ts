import {
  type ConnectorTools,
  createAnswerCache,
  createHttp,
  type Emission,
  recordSchemas,
} from '@daybook/kit';
import { afterEach, describe, expect, it } from 'vitest';
import { generateRepository } from '../../../tools/replay/github/generate-repository.ts';
import type { Fault } from '../../../tools/replay/github/replay-faults.ts';
import {
  type ReplayOptions,
  type ReplayServer,
  startReplayServer,
} from '../../../tools/replay/github/start-replay-server.ts';
import { connector } from './connector.ts';

const repository = generateRepository('connector', 120);
const token = 'replay-token';
let server: ReplayServer | null = null;
afterEach(async () => {
  await server?.close();
});

type End = Extract<Emission, { type: 'end' }>;

async function collect(options: Partial<ReplayOptions> & { faults?: Fault[] } = {}) {
  let nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  const clock = { now: () => nowMs };
  server = await startReplayServer({ repository, token, nowMs: clock.now, ...options });
  const http = createHttp({
    fetch,
    now: () => new Date(nowMs).toISOString(),
    sleep: async (delayMs) => {
      nowMs += delayMs;
    },
    random: () => 0.5,
  });
  const tools: ConnectorTools = {
    http,
    now: () => new Date(nowMs).toISOString(),
    signal: new AbortController().signal,
  };
  const settings = connector.settings.parse({
    repository: 'team/store',
    token: options.token ?? token,
    baseUrl: server.url,
  });
  const emissions: Emission[] = [];
  for await (const emission of connector.collect(settings, tools)) emissions.push(emission);
  return { emissions, ends: endsOf(emissions), waitedMs: nowMs - Date.parse('2026-01-01T00:00:00.000Z') };
}

function endsOf(emissions: readonly Emission[]): Record<string, End> {
  return Object.fromEntries(emissions.flatMap((one) => (one.type === 'end' ? [[one.kind, one]] : [])));
}

function recordsOf<K extends keyof typeof recordSchemas>(emissions: readonly Emission[], kind: K) {
  const schema = recordSchemas[kind];
  return emissions.flatMap((one) =>
    one.type === 'record' && one.kind === kind ? [schema.parse(one.record)] : [],
  );
}

describe('a repository', () => {
  it('is read whole: its trunk, its pull requests with all reviews, and its protection', async () => {
    const { emissions, ends } = await collect();

    expect(ends.change).toMatchObject({ scope: 'github.com/team/store', isComplete: true, reasons: [] });
    expect(recordsOf(emissions, 'change').map((change) => ('sha' in change ? change.sha : ''))).toEqual(
      repository.key.map((row) => row.sha),
    );
    expect(ends['pull-request']).toMatchObject({
      isComplete: true,
      sourceCount: repository.pullRequests.length,
    });
    const reviews = recordsOf(emissions, 'pull-request').map((one) =>
      'reviews' in one ? one.reviews.length : 0,
    );
    expect(Math.max(...reviews)).toBe(121);
    expect(recordsOf(emissions, 'branch-protection')).toEqual([
      {
        branch: 'main',
        isDefault: true,
        isProtected: true,
        requiredApprovals: 2,
        dismissesStaleReviews: true,
        appliesToAdministrators: true,
        allowsForcePush: false,
        allowsDeletion: false,
        requiresStatusChecks: true,
      },
    ]);
  });

  it('tells direct pushes, rebased commits and merges elsewhere apart', async () => {
    const { emissions } = await collect();
    const bySha = new Map(recordsOf(emissions, 'change').map((one) => ['sha' in one ? one.sha : '', one]));
    const of = (name: string) => {
      const shas = repository.key.filter((row) => row.case === name).map((row) => row.sha);
      return shas
        .map((sha) => bySha.get(sha))
        .map((one) => (one !== undefined && 'pullRequests' in one ? one.pullRequests : null));
    };

    expect(of('pushed directly').every((numbers) => Array.isArray(numbers) && numbers.length === 0)).toBe(
      true,
    );
    expect(of('merged into another branch only').every((numbers) => numbers === 'unknown')).toBe(true);
    const rebased = of('nobody looked, rebased');
    expect(rebased.length % 2).toBe(0);
    expect(rebased[0]).toEqual(rebased[1]);
  });

  it('follows a rename within the host', async () => {
    const { ends } = await collect({ isRenamed: true });

    expect(ends['branch-protection']?.isComplete).toBe(true);
    expect(server?.requests.filter(({ asked }) => asked === 'protection' || asked === 'rules')).toHaveLength(
      4,
    );
  });

  it('asks with the ETag it knows and understands 304', async () => {
    let nowMs = 0;
    server = await startReplayServer({ repository, token, nowMs: () => nowMs });
    const answers = createAnswerCache(10);
    const settings = connector.settings.parse({ repository: 'team/store', token, baseUrl: server.url });
    const signal = new AbortController().signal;
    const collected: Emission[][] = [];
    for (const _ of [1, 2]) {
      const http = createHttp({
        fetch,
        now: () => new Date(nowMs).toISOString(),
        sleep: async (delayMs) => {
          nowMs += delayMs;
        },
        random: () => 0,
        cache: answers,
      });
      const emissions: Emission[] = [];
      for await (const one of connector.collect(settings, { http, now: () => '', signal }))
        emissions.push(one);
      collected.push(emissions);
    }

    expect(server.requests.filter(({ status }) => status === 304).map(({ asked }) => asked)).toEqual([
      'protection',
      'rules',
    ]);
    expect(collected[1]).toEqual(collected[0]);
  });
});

describe('what goes wrong once is outwaited', () => {
  it.each([
    ['server-error', 'history'],
    ['rate-limited', 'pull-requests'],
    ['secondary-rate-limited', 'rules'],
    ['rate-limited-in-graphql', 'history'],
    ['truncated', 'pull-requests'],
    ['truncated', 'protection'],
  ] as const)('%s while reading %s', async (kind, asked) => {
    const { ends, waitedMs } = await collect({ faults: [{ kind, asked, from: 1, times: 1 }] });

    expect(Object.values(ends).map((end) => end.isComplete)).toEqual([true, true, true]);
    expect(waitedMs).toBeGreaterThanOrEqual(kind.includes('limited') ? 20_000 : 0);
  });
});

describe('what stays wrong leaves its population incomplete, with a sentence, and the others whole', () => {
  it.each([
    ['server-error', 'history', 'change', 'status 502'],
    ['rate-limited', 'pull-requests', 'pull-request', 'rate limit'],
    ['rate-limited-in-graphql', 'history', 'change', 'rate limit'],
    ['truncated', 'pull-requests', 'pull-request', 'ends in the middle'],
    ['graphql-error', 'history', 'change', 'an error instead of data'],
    ['changed-schema', 'history', 'change', 'another shape than expected'],
    ['changed-schema', 'reviews', 'pull-request', 'another shape than expected'],
    ['changed-schema', 'protection', 'branch-protection', 'another shape than expected'],
    ['repeated-page', 'history', 'change', 'the same page of commits twice'],
    ['repeated-page', 'pull-requests', 'pull-request', 'the same page of pull requests twice'],
    ['wrong-total', 'pull-requests', 'pull-request', 'GitHub counts'],
    ['wrong-total', 'history', 'change', 'GitHub counts'],
    ['unauthorised', 'pull-requests', 'pull-request', '401'],
    ['forbidden', 'protection', 'branch-protection', 'administration'],
    ['not-found', 'protection', 'branch-protection', 'does not show how the branch is protected'],
    ['forbidden', 'rules', 'branch-protection', 'rulesets'],
    ['redirected-away', 'rules', 'branch-protection', 'another host'],
  ] as const)('%s while reading %s', async (kind, asked, population, sentence) => {
    const { ends, emissions } = await collect({ faults: [{ kind, asked }] });

    expect(ends[population]?.isComplete).toBe(false);
    expect(ends[population]?.reasons.join(' ')).toContain(sentence);
    const others = Object.values(ends).filter((end) => end.kind !== population);
    expect(others.map((end) => end.isComplete)).toEqual([true, true]);
    expect(emissions.filter(({ type }) => type === 'end')).toHaveLength(3);
  });
});

describe('where nothing can be read', () => {
  it.each([
    ['unauthorised', 'source-refused'],
    ['forbidden', 'source-refused'],
    ['not-found', 'source-not-found'],
    ['secondary-rate-limited', 'source-rate-limited'],
    ['server-error', 'source-unreachable'],
    ['truncated', 'source-truncated'],
    ['changed-schema', 'source-changed'],
  ] as const)('%s is refused as %s', async (kind, code) => {
    await expect(collect({ faults: [{ kind, asked: 'repository' }] })).rejects.toMatchObject({ code });
  });

  it('a refused token is not repeated in the words', async () => {
    const failure = await collect({ faults: [{ kind: 'unauthorised', asked: 'repository' }] }).catch(String);

    expect(failure).toContain('does not accept the token');
    expect(failure).not.toContain(token);
  });
});

it('is described by its repository and never by its token', () => {
  const given = connector.settings.parse({ repository: 'team/store', token });

  expect(connector.describe(given)).toBe('team/store');
});

describe('the protection of a branch', () => {
  it('that GitHub calls unprotected still counts what its rulesets say', async () => {
    const { emissions, ends } = await collect({ faults: [{ kind: 'unprotected', asked: 'protection' }] });

    expect(ends['branch-protection']?.isComplete).toBe(true);
    expect(recordsOf(emissions, 'branch-protection')[0]).toMatchObject({
      isProtected: true,
      requiredApprovals: 2,
      appliesToAdministrators: 'unknown',
      allowsForcePush: true,
      allowsDeletion: false,
    });
  });
});
