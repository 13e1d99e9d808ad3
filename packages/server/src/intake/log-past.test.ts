import { type Emission, freeText, type RecordOf } from '@daybook/kit';
import { expect, test } from 'vitest';
import { countItems } from '../facts/index.ts';
import { openTestServices, pull } from '../testing/open-test-services.ts';

test('what a log no longer tells happened all the same: it stays, and the list stays whole', async () => {
  await using context = await openTestServices();
  await pull(context, logOf(['1', '2', '3']));

  const ended = await pull(context, logOf(['3', '4']));

  expect(ended).toMatchObject({
    state: 'completed',
    populations: [{ items: 4, added: 1, closed: 0, complete: true }],
  });
  const { database } = context.services;
  expect(await database.withWorkspace(context.workspaceId, (tx) => countItems(tx, 'config'))).toBe(4);
});

test('a log that broke off keeps what it told', async () => {
  await using context = await openTestServices();
  await pull(context, logOf(['1', '2']));

  const ended = await pull(context, logOf(['3'], 'the log ended in the middle'));

  expect(ended).toMatchObject({ state: 'failed' });
  const { database } = context.services;
  expect(await database.withWorkspace(context.workspaceId, (tx) => countItems(tx, 'config'))).toBe(2);
});

function logOf(changes: readonly string[], broken?: string): readonly Emission[] {
  const place = { kind: 'config', scope: 'forum' } as const;
  const told = changes.map((change): Emission => ({ type: 'record', ...place, record: changed(change) }));
  const reasons = broken === undefined ? [] : [broken];
  const counts = { sourceCount: null, pages: 1, gaps: [], attributes: {} };
  return [
    { type: 'population', ...place, query: 'the log', maxGapHours: 48, keepsPast: true },
    ...told,
    { type: 'end', ...place, isComplete: broken === undefined, reasons, ...counts },
  ];
}

function changed(change: string): RecordOf<'config'> {
  const after = [{ name: 'setting', value: freeText(change) }];
  const at = `2026-01-0${change}T00:00:00.000Z`;
  return { system: 'forum', change, area: 'settings', at, by: null, about: null, before: null, after };
}
