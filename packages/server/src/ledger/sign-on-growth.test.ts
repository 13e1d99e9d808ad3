import { expect, test } from 'vitest';
import { systemActor } from '../platform/index.ts';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import { newestCheckpoint, newestLog, record } from './index.ts';
import { createGrowthSigner, findGrown } from './sign-on-growth.ts';

const at = (time: string) => `2026-03-01T12:00:${time}Z`;

test('a log that was quiet is signed at the next look, and one that keeps growing not again at once', async () => {
  await using context = await openTestServices();
  const { write, signer, sizeSigned, now } = openSigner(context);

  await write();
  expect(await signer.turn()).toHaveLength(1);
  expect(await sizeSigned()).toBe(2);
  expect(await signer.turn()).toEqual([]);

  await write();
  now(at('00.599'));
  expect(await signer.turn()).toEqual([]);
  now(at('00.600'));
  expect(await signer.turn()).toHaveLength(1);
  expect(await sizeSigned()).toBe(3);
});

test('a checkpoint from a clock far ahead holds up nobody', async () => {
  await using context = await openTestServices();
  const { write, signer, now, services } = openSigner(context);
  await write();
  now(at('10.000'));
  await signer.turn();
  now(at('08.000'));
  await write();

  expect(await findGrown(services)).toEqual([]);
  now(at('07.999'));
  expect(await findGrown(services)).toEqual([context.workspaceId]);
});

test('a workspace that cannot be signed is tried again with the next round, not at every look', async () => {
  await using context = await openTestServices();
  const { write, services } = openSigner(context);
  await write();
  const errors: string[] = [];
  const log = { ...services.log, error: (_fields: unknown, message: string) => void errors.push(message) };
  const keyring = { ...services.keyring, open: () => expect.fail('the key is away') };
  const signer = createGrowthSigner({ ...services, log, keyring });

  for (let turn = 1; turn < 20; turn += 1) await signer.turn();
  expect(errors).toHaveLength(1);
  for (let turn = 20; turn < 40; turn += 1) await signer.turn();

  expect(errors).toHaveLength(3);
});

function openSigner({ services: given, workspaceId }: TestServices) {
  let time = at('00.000');
  const services = { ...given, clock: { ...given.clock, now: () => time } };
  const entry = {
    type: 'note.made@1',
    actor: systemActor,
    occurredAt: null,
    observedAt: at('00.000'),
    refs: [],
  };
  return {
    services,
    signer: createGrowthSigner(services),
    now: (next: string) => {
      time = next;
    },
    write: () => record(workspaceId, entry, services),
    sizeSigned: () =>
      services.database.withWorkspace(workspaceId, async (tx) => {
        const log = await newestLog(tx);
        return log === null ? null : (await newestCheckpoint(tx, log.id))?.size;
      }),
  };
}
