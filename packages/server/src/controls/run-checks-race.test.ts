import type { Emission } from '@daybook/kit';
import pg from 'pg';
import { expect, test } from 'vitest';
import { findOrCreateConnection } from '../connections/index.ts';
import { followLedger } from '../facts/index.ts';
import { claimPull } from '../intake/index.ts';
import { createFollowers, type Services, systemActor } from '../platform/index.ts';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import { type ControlSummary, runChecks } from './run-checks.ts';

const id = 'human-account-mfa';
const known = [account('ada@company.example'), account('bo@company.example')];

test('facts stand still while a check runs, so that nothing that just became visible counts as a pass', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await readQuietly(context, listOf(known));
  await followLedger(workspaceId, services);
  await readQuietly(context, listOf([...known, account('cy@company.example', { hasMfa: false })]));
  const seen: string[] = [];
  let following = Promise.resolve();
  const beforeCommit = async () => {
    if (seen.length > 0) return;
    following = followLedger(workspaceId, services);
    seen.push(await Promise.race([following.then(() => 'followed'), untilOneWaits(context)]));
  };

  const during = await runChecks(workspaceId, withHook(services, beforeCommit));
  await following;
  const after = await runChecks(workspaceId, services);

  expect(seen).toEqual(['waits']);
  expect(countsOf(during)).toMatchObject({ pass: 2, fail: 0 });
  expect(countsOf(after)).toMatchObject({ pass: 2, fail: 1 });
});

function countsOf(controls: readonly ControlSummary[]): ControlSummary | undefined {
  return controls.find((control) => control.id === 'multi-factor-authentication');
}

async function untilOneWaits(context: TestServices): Promise<string> {
  const client = new pg.Client(context.owner);
  await client.connect();
  const waiting = `select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  try {
    for (;;) {
      const { rows } = await client.query(waiting);
      if (rows[0]?.waiting > 0) return 'waits';
    }
  } finally {
    await client.end();
  }
}

/** One pull that nobody follows. */
async function readQuietly(context: TestServices, script: readonly Emission[]): Promise<void> {
  const services: Services = { ...context.services, followers: createFollowers() };
  context.script = script;
  const claimed = await services.database.withWorkspace(context.workspaceId, async (tx) => {
    const input = { connector: 'scripted', name: null, settings: { name: 'one' }, actor: systemActor };
    const connection = await findOrCreateConnection(tx, input, services);
    return claimPull(
      tx,
      { workspaceId: context.workspaceId, connection: connection.id, actor: systemActor },
      services,
    );
  });
  claimed.begin();
  await services.background.settled();
}

/** Runs `beforeCommit` at the end of the transaction in which the check judged its items. */
function withHook(services: Services, beforeCommit: () => Promise<void>): Services {
  let hasJudged = false;
  const releases = services.catalog.checks.get(id) ?? [];
  const hooked = releases.map((release) => ({
    ...release,
    check: {
      ...release.check,
      evaluate: (...input: Parameters<typeof release.check.evaluate>) => {
        hasJudged = true;
        return release.check.evaluate(...input);
      },
    },
  }));
  const catalog = { ...services.catalog, checks: new Map([[id, hooked]]) };
  const { withWorkspace } = services.database;
  const database: Services['database'] = {
    ...services.database,
    withWorkspace: (workspaceId, work) =>
      withWorkspace(workspaceId, async (tx) => {
        const result = await work(tx);
        if (hasJudged) await beforeCommit();
        return result;
      }),
  };
  return { ...services, catalog, database };
}
