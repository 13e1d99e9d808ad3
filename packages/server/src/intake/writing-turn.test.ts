import { expect, test } from 'vitest';
import { readItems } from '../facts/index.ts';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull } from '../testing/open-test-services.ts';
import { insertPull, startWriting } from './pulls.store.ts';

test('of two readings at once one writes at a time, and the other when that one has ended', async () => {
  await using context = await openTestServices();
  const { workspaceId, services } = context;
  const now = services.clock.now();
  const inTx = services.database.withWorkspace;
  await inTx(workspaceId, (tx) => insertPull(tx, { id: 'pul_own', connection: 'con_own', now, isOwn: true }));
  expect(await inTx(workspaceId, (tx) => startWriting(tx, 'pul_own', now))).toBe(true);

  const outside = pull(context, listOf([account('ada@company.example')]));
  const before = await Promise.race([outside.then(() => 'ended'), ticks(50).then(() => 'waiting')]);
  await inTx(workspaceId, async ({ client }) => {
    await client.query("update pull set state = 'abandoned' where pull_id = 'pul_own'");
  });

  expect(before).toBe('waiting');
  expect(await outside).toMatchObject({ state: 'completed' });
  const found = await inTx(workspaceId, (tx) => readItems(tx, { kind: 'account', limit: 10 }));
  expect(found).toHaveLength(1);
});

/** Turns of the event loop in which everything that can go on goes on. */
async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
