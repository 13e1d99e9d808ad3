import { evaluatePopulation, findingsDigest } from '@daybook/kit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPopulations, readItems } from '../facts/index.ts';
import { entryOf, listEntriesBefore, newestLog, readPayloads } from '../ledger/index.ts';
import { controlStatusAt } from './control-statuses.ts';
import { runChecks } from './run-checks.ts';
import {
  account,
  accounts,
  type ControlsServer,
  people,
  person,
  startControls,
} from './testing/start-controls.ts';

let server: ControlsServer;
beforeEach(async () => {
  server = await startControls();
});
afterEach(() => server[Symbol.asyncDispose]());

const mfa = 'multi-factor-authentication';
const owned = 'account-ownership';
const hourMs = 3_600_000;

describe('running the checks', () => {
  it('says nothing was tested before any source is connected, and writes nothing down', async () => {
    const summaries = await runChecks(server.workspaceId, server.services);

    expect(summaries.map(({ verdict }) => verdict)).toEqual(summaries.map(() => 'not-tested'));
    expect(await ranEntries()).toEqual([]);
  });

  it('judges a whole population and writes one line for each check', async () => {
    await server.tell('helpdesk', accounts(account('ada'), account('bob', { hasMfa: false }), account('cy')));

    expect(await judgement(mfa)).toMatchObject({
      verdict: 'not-effective',
      counts: { pass: 2, fail: 1, unknown: 0, notApplicable: 0 },
      reason: '1 of 3 accounts fail; 2 pass and 0 are unknown.',
    });
    const ran = await ranEntries();
    expect(ran.map((entry) => entry.check).toSorted()).toEqual([
      'account-owned',
      'human-account-mfa',
      'shared-accounts-registered',
      'sign-in-by-provider',
    ]);
    expect(ran.find((entry) => entry.check === 'human-account-mfa')).toMatchObject({
      version: 2,
      control: mfa,
      populations: [{ kind: 'account', scope: 'helpdesk', items: 3, complete: true }],
      counts: { pass: 2, fail: 1, unknown: 0, notApplicable: 0 },
      verdict: 'not-effective',
    });
  });

  it('adds nothing to the ledger when nothing changed, however often it runs', async () => {
    await server.tell('helpdesk', accounts(account('ada')));
    const before = await ranEntries();

    await server.tell('helpdesk', accounts(account('ada')));
    await runChecks(server.workspaceId, server.services);

    expect(await ranEntries()).toEqual(before);
  });

  it('looks again only at the items that changed', async () => {
    const logins = Array.from({ length: 30 }, (_, i) => `agent${i}`);
    await server.tell('helpdesk', accounts(...logins.map((login) => account(login))));
    server.judged();

    const [first = '', ...others] = logins;
    await server.tell(
      'helpdesk',
      accounts(account(first, { hasMfa: false }), ...others.map((login) => account(login)), account('new')),
    );

    const judged = server.judged().filter((what) => what.startsWith('human-account-mfa'));
    expect(judged).toHaveLength(2);
    expect((await judgement(mfa)).counts).toEqual({ pass: 30, fail: 1, unknown: 0, notApplicable: 0 });
  });

  it('looks again at the accounts of a person who changed, and at no others', async () => {
    await server.tell('people', people(person('ada'), person('bob')));
    await server.tell('helpdesk', accounts(account('ada'), account('bob')));
    server.judged();

    await server.tell('people', people(person('ada'), person('bob', { endsOn: '2026-01-31' })));

    expect(server.judged()).toHaveLength(1);
    expect((await judgement(owned)).counts).toEqual({ pass: 1, fail: 1, unknown: 0, notApplicable: 0 });
  });

  it("finds a leaver's account when the last day has ended, without any new fact", async () => {
    await server.tell('people', { ...people(person('ada', { endsOn: '2026-03-01' })), maxGapHours: 500 });
    await server.tell('helpdesk', { ...accounts(account('ada')), maxGapHours: 500 });
    expect((await judgement(owned)).verdict).toBe('effective');

    server.clock.forward(13 * hourMs);
    await runChecks(server.workspaceId, server.services);

    expect((await judgement(owned)).counts).toMatchObject({ pass: 0, fail: 1 });
    server.judged();
    await runChecks(server.workspaceId, server.services);
    expect(server.judged()).toEqual([]);
  });

  it('forgets the finding of an item that is gone', async () => {
    await server.tell('helpdesk', accounts(account('ada'), account('bob', { hasMfa: false })));

    await server.tell('helpdesk', accounts(account('ada')));

    expect(await judgement(mfa)).toMatchObject({ verdict: 'effective', counts: { pass: 1, fail: 0 } });
  });

  it('gives what judging everything from nothing gives', async () => {
    await server.tell('people', people(person('ada'), person('bob')));
    await server.tell(
      'helpdesk',
      accounts(account('ada'), account('bob', { hasMfa: 'unknown' }), account('cy')),
    );
    await server.tell('people', people(person('ada', { isActive: false }), person('cy')));
    await server.tell('helpdesk', accounts(account('ada', { hasMfa: false }), account('cy'), account('dee')));

    for (const entry of (await ranEntries()).filter(
      (_, i, all) => all.findIndex((other) => other.check === all[i]?.check) === i,
    )) {
      const release = server.services.catalog.checks.get(String(entry.check))?.at(-1);
      if (release === undefined) throw new Error('no such check');
      const fresh = await inWorkspace(async (tx) => {
        const items = await readItems(tx, { kind: release.check.population, limit: 100 });
        const related = await readItems(tx, { kind: 'person', limit: 100 });
        const populations = await listPopulations(tx, server.services);
        return evaluatePopulation(release.check, { items, related, populations, asOf: server.clock.now() });
      });
      expect({ counts: entry.counts, digest: entry.findingsDigest, verdict: entry.verdict }).toEqual({
        counts: fresh.counts,
        digest: fresh.digest,
        verdict: fresh.verdict,
      });
    }
  });
});

describe('a source that breaks', () => {
  it('lets nothing pass and hides no failure', async () => {
    await server.tell('helpdesk', accounts(account('ada'), account('bob', { hasMfa: false })));

    await server.tell('helpdesk', { ...accounts(account('ada')), isBroken: true });

    expect(await judgement(mfa)).toMatchObject({
      verdict: 'not-effective',
      counts: { pass: 0, fail: 1, unknown: 1, notApplicable: 0 },
    });
    const [last] = (await ranEntries()).filter((entry) => entry.check === 'human-account-mfa');
    expect(last).toMatchObject({ counts: { pass: 0, fail: 1, unknown: 1 }, verdict: 'not-effective' });
  });

  it('beside the population hides no failure it had proven, even when the account changes', async () => {
    await server.tell('people', people(person('ada')));
    await server.tell('helpdesk', accounts(account('ada'), account('ghost')));
    expect((await judgement(owned)).counts).toMatchObject({ pass: 1, fail: 1 });

    await server.tell('people', { ...people(person('ada')), isBroken: true });
    await server.tell('helpdesk', accounts(account('ada'), account('ghost', { roles: ['admin'] })));

    expect(await judgement(owned)).toMatchObject({
      verdict: 'not-effective',
      counts: { pass: 0, fail: 1, unknown: 1 },
    });
  });

  it('settles what could not be found once the list beside it is whole', async () => {
    await server.tell('helpdesk', accounts(account('ada'), account('ghost')));
    expect(await judgement(owned)).toMatchObject({
      verdict: 'not-observable',
      counts: { unknown: 2 },
      next: 'Connect a source that lists people.',
    });

    await server.tell('people', people(person('ada')));

    expect(await judgement(owned)).toMatchObject({
      verdict: 'not-effective',
      counts: { pass: 1, fail: 1, unknown: 0 },
    });
  });

  it('is noticed by its age alone', async () => {
    await server.tell('helpdesk', { ...accounts(account('ada')), maxGapHours: 24 });
    expect((await judgement(mfa)).verdict).toBe('effective');

    server.clock.forward(24 * hourMs);

    expect(await judgement(mfa)).toMatchObject({
      verdict: 'not-observable',
      counts: { pass: 0, unknown: 1 },
    });
  });
});

it('judges the past by what had been recorded then', async () => {
  await server.tell('helpdesk', accounts(account('ada', { hasMfa: false })));
  const before = server.clock.now();
  server.clock.forward(hourMs);
  await server.tell('helpdesk', accounts(account('ada')));

  const status = await inWorkspace((tx) => controlStatusAt(tx, mfa, before, server.services));

  expect(status?.judgement.verdict).toBe('not-effective');
  expect((await judgement(mfa)).verdict).toBe('effective');
});

it('keeps what was known of a finding after it changed', async () => {
  await server.tell('helpdesk', accounts(account('ada', { hasMfa: false })));
  await server.tell('helpdesk', accounts(account('ada')));

  const rows = await inWorkspace(async (tx) => {
    const found = await sql<{ known: number; until: number | null }>`
      select known_from_run as known, superseded_run as until from finding
      where check_id = 'human-account-mfa'`.execute(tx.db);
    return found.rows;
  });

  expect(rows).toEqual([{ known: 1, until: 2 }]);
});

it('has a digest that any finding changes', () => {
  const row = { kind: 'account', scope: 's', key: 'k', outcome: 'fail', code: 'mfa-off' } as const;
  const counts = { pass: 0, fail: 1, unknown: 0, notApplicable: 0 };

  expect(findingsDigest([row], counts)).not.toBe(findingsDigest([{ ...row, key: 'l' }], counts));
});

type Work<T> = Parameters<typeof server.services.database.withWorkspace<T>>[1];

function inWorkspace<T>(work: Work<T>): Promise<T> {
  return server.services.database.withWorkspace(server.workspaceId, work);
}

async function judgement(control: string) {
  const status = await inWorkspace((tx) => controlStatusAt(tx, control, server.clock.now(), server.services));
  if (status === null) throw new Error('no such control');
  return status.judgement;
}

/** Payloads of all `check.ran` entries, newest first. */
function ranEntries(): Promise<readonly Record<string, unknown>[]> {
  return inWorkspace(async (tx) => {
    const log = await newestLog(tx);
    if (log === null) return [];
    const query = { logId: log.id, before: Number.MAX_SAFE_INTEGER, type: 'check.ran@1', limit: 100 };
    const entries = await listEntriesBefore(tx, query);
    const places = entries.map((entry) => ({
      position: log.firstPosition + entry.index,
      id: entryOf(entry.text).id,
    }));
    const payloads = await readPayloads(tx, places, server.services);
    return payloads.map((payload) => JSON.parse(payload.body.toString('utf8'))).toReversed();
  });
}
