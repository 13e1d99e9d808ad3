import { expect, test } from 'vitest';
import { recordMember } from '../../access/record-member.ts';
import { approveErasure } from '../../ledger/erasure/approve-erasure.ts';
import { requestErasure } from '../../ledger/erasure/request-erasure.ts';
import type { Actor } from '../../platform/index.ts';
import { account, listOf } from '../../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../../testing/open-test-services.ts';
import { readHistory } from '../item-history.store.ts';
import { readItems } from '../items.store.ts';
import { recordDigest } from './record-digest.ts';
import { replayProjection } from './replay-projection.ts';

const ada = account('ada@company.example');
const bob = account('bob@company.example');

test('a digest from before an erasure is still reached, and an erased value is erased at every time', async () => {
  await using context = await openTestServices();
  const [asking, approving] = [await addOwner(context, 'one'), await addOwner(context, 'two')];
  await pull(context, listOf([ada, bob]));
  await recordDigest(context.workspaceId, context.services);
  const before = await replay(context, null);
  context.clock.set('2026-03-02T12:00:00.000Z');
  await pull(context, listOf([{ ...ada, roles: ['admin'] }, bob]));
  const item = await changedItem(context);
  await erase(context, { asking, approving, positions: item.positions.slice(0, 1) });

  const whole = await replay(context, null);
  const then = await replay(context, before.size);

  expect(whole).toMatchObject({ equal: true, differing: 0, facts: 2 });
  expect(then).toMatchObject({ equal: true, digest: before.digest });
  const digested = await replay(context, before.size - 1);
  expect(digested.expected).toBe(digested.digest);
  const history = await inTx(context, (tx) =>
    readHistory(
      tx,
      { kind: 'account', scope: 'desk', key: item.key },
      { view: { boundary: before.size - 1, trueAt: null }, limit: 9 },
    ),
  );
  expect(history).toMatchObject([{ isErased: true, value: {}, supersededPosition: null }]);
});

test('a value that is still kept after its payload was erased is named', async () => {
  await using context = await openTestServices();
  const [asking, approving] = [await addOwner(context, 'one'), await addOwner(context, 'two')];
  await pull(context, listOf([ada]));
  const [item] = await inTx(context, (tx) => readItems(tx, { kind: 'account', limit: 1 }));
  await erase(context, { asking, approving, positions: [item?.position ?? -1] });
  await context.services.database.systemPool.query(
    `update fact set is_erased = false, value = '${JSON.stringify(item?.value)}'`,
  );

  const found = await replay(context, null);

  expect(found.equal).toBe(false);
  expect(found.differences).toMatchObject([
    { position: item?.position, what: expect.stringContaining('its value') },
  ]);
});

/** Ada's account: its key, and the positions of its two values, oldest first. */
async function changedItem(context: TestServices) {
  return inTx(context, async (tx) => {
    const items = await readItems(tx, { kind: 'account', limit: 9 });
    const key = items.find(({ value }) => value.roles.includes('admin'))?.key ?? '';
    const present = { boundary: null, trueAt: null };
    const history = await readHistory(
      tx,
      { kind: 'account', scope: 'desk', key },
      { view: present, limit: 9 },
    );
    return { key, positions: history.map(({ position }) => position).toReversed() };
  });
}

type Erasing = { readonly asking: Actor; readonly approving: Actor; readonly positions: readonly number[] };

async function erase({ workspaceId, services }: TestServices, { asking, approving, positions }: Erasing) {
  const request = { workspaceId, actor: asking, subject: null, positions, reason: 'They asked for it.' };
  const erasure = await requestErasure({ ...request, legalBasis: 'gdpr-art-17-1-b' }, services);
  await approveErasure({ workspaceId, actor: approving, erasure }, services);
}

async function addOwner({ workspaceId, services }: TestServices, userId: string): Promise<Actor> {
  const identity = { name: userId, email: `${userId}@company.example` };
  const member = { workspaceId, userId, role: 'owner', identity, addedBy: null, isFirst: false } as const;
  const made = await services.database.withSystem('test', (tx) =>
    recordMember(tx, { ...member, slug: 'default' }, services),
  );
  return { kind: 'user', id: made.subjectId, userId, label: 'owner' };
}

function replay(context: TestServices, size: number | null) {
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  return inTx(context, (tx) => replayProjection(tx, { size }, context.services, control));
}

function inTx<T>(
  { services, workspaceId }: TestServices,
  work: Parameters<typeof services.database.withWorkspace<T>>[1],
) {
  return services.database.withWorkspace(workspaceId, work);
}
