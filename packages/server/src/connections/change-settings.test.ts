import { describe, expect, test } from 'vitest';
import { firstEntryOfKind, newestLog } from '../ledger/index.ts';
import { systemActor, type Tx } from '../platform/index.ts';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import { changeSettings, findOrCreateConnection, openSettings, type StoredConnection } from './index.ts';

const github = { repository: 'team/store', token: 'the-first-token' };

describe('a source that is connected already', () => {
  test('is read with the settings given last, and keeps those that were not given', async () => {
    await using context = await openTestServices();
    await connect(context, 'table', { path: '/data/people.csv', dateOrder: 'day-first' });

    const again = await connect(context, 'table', { path: '/data/people.csv', mapping: { email: 'Work' } });

    expect(openSettings(again, context.services)).toEqual({
      path: '/data/people.csv',
      dateOrder: 'day-first',
      mapping: { email: 'Work' },
    });
    expect(await changesWrittenDown(context)).toBe(true);
  });

  test('is written down again only when its settings change', async () => {
    await using context = await openTestServices();
    await connect(context, 'table', { path: '/data/people.csv' });

    await connect(context, 'table', { path: '/data/people.csv' });

    expect(await changesWrittenDown(context)).toBe(false);
  });

  test('never keeps a new secret in readable form', async () => {
    await using context = await openTestServices();
    const known = await connect(context, 'github', github);
    const input = { settings: { ...github, token: 'the-second-token' }, actor: systemActor };

    const changed = await inTx(context, (tx) => changeSettings(tx, known, input, context.services));

    expect(JSON.stringify(changed.settings)).not.toContain('token');
    expect(openSettings(changed, context.services)).toMatchObject({ token: 'the-second-token' });
  });
});

function connect(context: TestServices, connector: string, settings: object): Promise<StoredConnection> {
  const input = { connector, name: null, settings, actor: systemActor };
  return inTx(context, (tx) => findOrCreateConnection(tx, input, context.services));
}

async function changesWrittenDown(context: TestServices): Promise<boolean> {
  return inTx(context, async (tx) => {
    const log = await newestLog(tx);
    return log !== null && (await firstEntryOfKind(tx, log.id, 0, 'connection.changed')) !== null;
  });
}

function inTx<T>({ services, workspaceId }: TestServices, work: (tx: Tx) => Promise<T>): Promise<T> {
  return services.database.withWorkspace(workspaceId, work);
}
