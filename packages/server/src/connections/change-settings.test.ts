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
    const settings = { ...github, token: 'the-second-token' };
    const input = { settings, given: settings, actor: systemActor };

    const changed = await inTx(context, (tx) => changeSettings(tx, known, input, context.services));

    expect(JSON.stringify(changed.settings)).not.toContain('token');
    expect(openSettings(changed, context.services)).toMatchObject({ token: 'the-second-token' });
  });

  test('sends what it keeps secret to no other host, unless it is given anew with the address', async () => {
    await using context = await openTestServices();
    const known = await connect(context, 'github', github);
    const kept = openSettings(known, context.services);
    const change = (given: object) =>
      inTx(context, (tx) => {
        const settings = { ...kept, ...given };
        return changeSettings(tx, known, { settings, given, actor: systemActor }, context.services);
      });

    await expect(change({ baseUrl: 'https://elsewhere.example' })).rejects.toMatchObject({
      code: 'secret-needed',
      message: expect.stringContaining('`token`'),
    });
    await expect(change({ baseUrl: 'https://elsewhere.example', token: '' })).rejects.toThrow();
    expect(await changesWrittenDown(context)).toBe(false);

    const sameHost = await change({ baseUrl: 'https://api.github.com/' });
    expect(openSettings(sameHost, context.services)).toMatchObject({ token: 'the-first-token' });
    const moved = await change({ baseUrl: 'https://elsewhere.example', token: 'the-second-token' });
    expect(openSettings(moved, context.services)).toMatchObject({ token: 'the-second-token' });
  });

  test('has no address that its form hides by which a secret could leave', async () => {
    await using context = await openTestServices();
    const google = { domain: 'team.example', credentials: 'an-access-token' };
    const known = await connect(context, 'google-workspace', google);
    const given = { tokenUrl: 'https://elsewhere.example/token' };
    const settings = { ...openSettings(known, context.services), ...given };

    const change = inTx(context, (tx) =>
      changeSettings(tx, known, { settings, given, actor: systemActor }, context.services),
    );

    await expect(change).rejects.toMatchObject({ code: 'secret-needed' });
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
