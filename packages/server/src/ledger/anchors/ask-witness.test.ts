import { expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices } from '../../testing/open-test-services.ts';
import { rotateKey } from '../succession/rotate-key.ts';
import { keepLedger, putBackLedger } from '../testing/put-back.ts';
import { writeNotes } from '../testing/write-notes.ts';
import { compareWithWitnesses } from './compare-with-witnesses.ts';
import {
  hourMs,
  moveClock,
  presentLog,
  runTestAnchors,
  standingOf,
  withWitness,
} from './testing/anchor-context.ts';
import { createTestWitness } from './testing/test-witness.ts';

test('a second checkpoint is proven to continue the first', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  await runTestAnchors(context, 'all');
  await writeNotes(context, 300);

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome?.state).toBe('ok');
  expect(witness.requests.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 7']);
});

test('a witness that remembers another size is asked again from there', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  await runTestAnchors(context, 'all');
  await writeNotes(context, 3);
  const seen = new Map(witness.seen);
  await runTestAnchors(context, 'all');
  witness.seen.clear();
  for (const [origin, note] of seen) witness.seen.set(origin, note);
  await writeNotes(context, 2);

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome?.state).toBe('ok');
  expect(witness.requests).toHaveLength(4);
});

test('a log whose key was replaced is cosigned while both keys sign; then the witness must be told the new one', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  const { services, workspaceId } = context;
  const { log } = await presentLog(context);
  await runTestAnchors(context, 'all');
  const { verifierKey } = await rotateKey({ workspaceId, actor: systemActor }, services);
  const [during] = await runTestAnchors(context, 'all');
  moveClock(context, 31 * 24 * hourMs);
  await writeNotes(context, 1);

  const [after] = await runTestAnchors(context, 'all');
  const restarted = createTestWitness(
    () => [log.verifierKey, verifierKey],
    () => 1_775_000_000,
  );
  for (const [origin, note] of witness.seen) restarted.seen.set(origin, note);
  context.network = restarted.network;
  const [told] = await runTestAnchors(context, 'all');

  expect(during?.state).toBe('ok');
  expect(after).toMatchObject({ state: 'failing', problem: expect.stringContaining(`--log ${verifierKey}`) });
  expect(told?.state).toBe('ok');
});

const failures: readonly (readonly [string, typeof fetch, RegExp])[] = [
  ['does not answer', async () => Promise.reject(new Error('refused')), /could not be reached/],
  [
    'redirects',
    async () => Response.redirect('http://elsewhere.example/', 302),
    /redirect, which is never followed/,
  ],
  ['answers without end', async () => new Response('x'.repeat(70_000)), /more than 65536 bytes/],
  ['answers nothing', async () => new Response(''), /without a valid cosignature/],
  [
    'answers with somebody else’s line',
    async () => new Response('— other.example AAAAAAAA\n'),
    /without a valid cosignature/,
  ],
  ['does not know the log', async () => new Response('', { status: 404 }), /start it with `--log daybook\//],
  ['knows another key', async () => new Response('', { status: 403 }), /another key of this log/],
  [
    'claims a conflict it does not show',
    async () => new Response('', { status: 422 }),
    /does not show what it saw/,
  ],
  [
    'claims a size it does not show',
    async () => new Response('99\n', { status: 409 }),
    /more of this log than this server holds/,
  ],
  ['is broken', async () => new Response('', { status: 500 }), /status 500/],
];

test.each(failures)(
  'a witness that %s is failing and says why; nothing is written down',
  async (_name, network, problem) => {
    await using context = await openTestServices();
    await withWitness(context);
    context.network = network;
    const before = await presentLog(context);

    const [outcome] = await runTestAnchors(context, 'all');

    expect(outcome).toMatchObject({ state: 'failing', problem: expect.stringMatching(problem) });
    expect((await presentLog(context)).head.size).toBe(before.head.size);
    expect(await standingOf(context)).toMatchObject({
      rung: 0,
      isOverdue: true,
      targets: [{ state: 'failing', lastAt: null, problem: expect.stringMatching(problem) }],
    });
  },
);

test('a cosignature by another key than the one that is set does not count', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const { log } = await presentLog(context);
  context.network = createTestWitness(
    () => [log.verifierKey],
    () => 1,
    6,
  ).network;

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome).toMatchObject({
    state: 'failing',
    problem: expect.stringMatching(/without a valid cosignature/),
  });
});

test('a witness that holds another history, signed with our own key, closes the log', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const older = await keepLedger(context);
  await writeNotes(context, 4);
  await runTestAnchors(context, 'all');
  await putBackLedger(context, older);
  await writeNotes(context, 1);

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome).toMatchObject({
    state: 'failing',
    problem: expect.stringMatching(/not part of the log on this server/),
  });
  expect((await presentLog(context)).head.forkedAt).not.toBeNull();
  await expect(writeNotes(context, 1)).rejects.toThrow();
  await expect(runTestAnchors(context, 'all')).rejects.toMatchObject({ code: 'log-forked' });
  expect(await runTestAnchors(context, 'due')).toEqual([]);
});

test('at a start the witness is asked before anything is signed', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const older = await keepLedger(context);
  await writeNotes(context, 4);
  await runTestAnchors(context, 'all');
  await compareWithWitnesses([context.workspaceId], context.services);
  expect((await presentLog(context)).head.forkedAt).toBeNull();
  await putBackLedger(context, older);

  await compareWithWitnesses([context.workspaceId], context.services);

  expect((await presentLog(context)).head.forkedAt).not.toBeNull();
});

test('a witness that is silent at a start says nothing', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  context.network = async () => Promise.reject(new Error('refused'));

  await compareWithWitnesses([context.workspaceId], context.services);

  expect((await presentLog(context)).head.forkedAt).toBeNull();
});
