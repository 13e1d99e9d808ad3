import { parsePolicy, parseVkey, satisfiesPolicy } from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Services, systemActor, type Tx } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { readEntryRange } from '../entries.store.ts';
import { newestLog, readHead } from '../logs.store.ts';
import { entryOf, readPayloads } from '../read-payloads.ts';
import { keepLedger, putBackLedger } from '../testing/put-back.ts';
import { writeNotes } from '../testing/write-notes.ts';
import { addTarget, type NewTarget, removeTarget } from './add-target.ts';
import { listAnchors } from './anchor-receipts.store.ts';
import { anchorStanding } from './anchor-standing.ts';
import { bracketEntry } from './bracket-entry.ts';
import { compareWithWitnesses } from './compare-with-witnesses.ts';
import { cosignedNote } from './cosigned-note.ts';
import { runAnchors } from './run-anchors.ts';
import { createTestAuthority } from './testing/test-authority.ts';
import { createTestWitness, type TestWitness, witnessAddress } from './testing/test-witness.ts';
import { workspacePolicy } from './workspace-policy.ts';

const hourMs = 3_600_000;

function inWorkspace<T>({ services, workspaceId }: TestServices, work: (tx: Tx) => Promise<T>): Promise<T> {
  return services.database.withWorkspace(workspaceId, work);
}

async function logOf(context: TestServices) {
  return inWorkspace(context, async (tx) => {
    const log = await newestLog(tx);
    if (log === null) throw new Error('there is no log');
    return { log, head: await readHead(tx, log.id) };
  });
}

/** The services with one witness on the network, asked for by the workspace. */
async function withWitness(context: TestServices): Promise<TestWitness> {
  await writeNotes(context, 5);
  const { log } = await logOf(context);
  const witness = createTestWitness(
    () => [log.verifierKey],
    () => Date.parse(context.clock.now()) / 1_000,
  );
  context.network = witness.network;
  await add(context, { kind: 'witness', address: witnessAddress, verifierKey: witness.verifierKey });
  return witness;
}

function add(context: TestServices, changes: Partial<NewTarget>) {
  const target = { kind: 'witness', name: 'Auditor', verifierKey: null, rootCertificates: null } as const;
  return inWorkspace(context, (tx) =>
    addTarget(tx, { ...target, address: witnessAddress, actor: systemActor, ...changes }, context.services),
  );
}

function run({ services, workspaceId }: TestServices, which: 'due' | 'all', changes: Partial<Services> = {}) {
  return runAnchors({ workspaceId, which, actor: systemActor }, { ...services, ...changes });
}

function forward(context: TestServices, ms: number): void {
  context.clock.set(new Date(Date.parse(context.clock.now()) + ms).toISOString());
}

function standing(context: TestServices) {
  return inWorkspace(context, (tx) => anchorStanding(tx, context.services));
}

test('nobody outside: rung 0, overdue, and it says what that means', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);

  const told = await standing(context);

  expect(told).toMatchObject({ rung: 0, isOverdue: true, newestAt: null, targets: [] });
  expect(told.sentence).toContain(
    'could still rewrite everything: nobody outside holds a copy to compare with',
  );
});

test('a cosignature is kept as a row and as an entry of one transaction, and verifies by the policy', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  const before = await logOf(context);

  const [outcome] = await run(context, 'all');

  expect(outcome).toMatchObject({
    state: 'ok',
    confirmation: { by: 'witness.example', at: '2026-03-01T12:00:00.000Z' },
  });
  const [receipt] = await inWorkspace(context, (tx) => listAnchors(tx, before.log.id));
  expect(receipt).toMatchObject({
    size: before.head.size,
    kind: 'witness',
    position: before.head.size,
    verifierKey: witness.verifierKey,
  });
  await inWorkspace(context, async (tx) => {
    const [stored] = await readEntryRange(tx, before.log.id, before.head.size, before.head.size + 1);
    const entry = entryOf(stored?.text ?? '');
    const [payload] = await readPayloads(
      tx,
      [{ position: before.head.size, id: entry.id }],
      context.services,
    );
    expect(entry).toMatchObject({
      type: 'anchor.receipt@1',
      refs: [],
      occurredAt: '2026-03-01T12:00:00.000Z',
    });
    expect(JSON.parse(payload?.body?.toString('utf8') ?? '')).toEqual({
      origin: before.log.origin,
      size: before.head.size,
      root: before.head.root.toString('base64'),
      kind: 'witness',
      by: 'witness.example',
      at: '2026-03-01T12:00:00.000Z',
      receipt: receipt?.receipt.toString('base64'),
    });
    const checkpoint = await newestCheckpoint(tx, before.log.id);
    if (checkpoint === null) throw new Error('nothing was signed');
    const policy = parsePolicy(sha256, await workspacePolicy(tx));
    const note = await cosignedNote(tx, before.log.id, checkpoint);
    expect(satisfiesPolicy(note, policy, ed25519Verify).isSatisfied).toBe(true);
    expect(satisfiesPolicy(checkpoint.note, policy, ed25519Verify).isSatisfied).toBe(false);
  });
  expect(await standing(context)).toMatchObject({
    rung: 3,
    isOverdue: false,
    targets: [{ state: 'ok', problem: null }],
  });
});

test('a second checkpoint is proven to continue the first', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  await run(context, 'all');
  await writeNotes(context, 300);

  const [outcome] = await run(context, 'all');

  expect(outcome?.state).toBe('ok');
  expect(witness.requests.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 7']);
});

test('a witness that remembers another size is asked again from there', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  await run(context, 'all');
  await writeNotes(context, 3);
  const seen = new Map(witness.seen);
  await run(context, 'all');
  witness.seen.clear();
  for (const [origin, note] of seen) witness.seen.set(origin, note);
  await writeNotes(context, 2);

  const [outcome] = await run(context, 'all');

  expect(outcome?.state).toBe('ok');
  expect(witness.requests).toHaveLength(4);
});

test('receipts alone are no reason for another: an idle log is confirmed once a day, a busy one each hour', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  const asked = () => witness.requests.length;

  await run(context, 'due');
  expect(asked()).toBe(1);
  await run(context, 'due');
  forward(context, hourMs);
  await run(context, 'due');
  await run(context, 'due');
  expect(asked()).toBe(1);
  for (let hour = 0; hour < 20; hour += 1) {
    forward(context, hourMs);
    await run(context, 'due');
  }
  expect(asked()).toBe(1);
  forward(context, hourMs);
  await run(context, 'due');
  expect(asked()).toBe(2);
  expect(await standing(context)).toMatchObject({ isOverdue: false });
  await writeNotes(context, 1);
  await run(context, 'due');
  expect(asked()).toBe(2);
  forward(context, hourMs);
  await run(context, 'due');
  expect(asked()).toBe(3);
});

test('of two processes that find it due, one asks', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);

  const outcomes = await Promise.all([run(context, 'due'), run(context, 'due'), run(context, 'due')]);

  expect(outcomes.flat()).toHaveLength(1);
  expect(witness.requests).toHaveLength(1);
});

test('a day without confirmation is overdue, whatever was reached before', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await run(context, 'all');
  forward(context, 24 * hourMs);

  const told = await standing(context);

  expect(told).toMatchObject({ rung: 0, isOverdue: true, newestAt: '2026-03-01T12:00:00.000Z' });
  expect(told.sentence).toContain('No outside confirmation is younger than 24 hours');
});

test('an entry is bracketed by the receipt before it and the first confirmed checkpoint that covers it', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await run(context, 'all');
  const [receipt] = await inWorkspace(context, async (tx) =>
    listAnchors(tx, (await newestLog(tx))?.id ?? ''),
  );
  forward(context, hourMs);
  const [note] = await writeNotes(context, 1);
  const position = note?.position ?? -1;
  expect(await inWorkspace(context, (tx) => bracketEntry(tx, position))).toEqual({
    after: { at: '2026-03-01T12:00:00.000Z', by: 'witness.example', position: receipt?.position },
    before: null,
    rung: 0,
  });
  forward(context, hourMs);

  await run(context, 'all');

  expect(await inWorkspace(context, (tx) => bracketEntry(tx, position))).toEqual({
    after: { at: '2026-03-01T12:00:00.000Z', by: 'witness.example', position: receipt?.position },
    before: { at: '2026-03-01T14:00:00.000Z', by: 'witness.example', size: position + 1 },
    rung: 3,
  });
  expect(await inWorkspace(context, (tx) => bracketEntry(tx, 0))).toMatchObject({
    after: null,
    before: { at: '2026-03-01T12:00:00.000Z', by: 'witness.example' },
  });
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
    const before = await logOf(context);

    const [outcome] = await run(context, 'all');

    expect(outcome).toMatchObject({ state: 'failing', problem: expect.stringMatching(problem) });
    expect((await logOf(context)).head.size).toBe(before.head.size);
    expect(await standing(context)).toMatchObject({
      rung: 0,
      isOverdue: true,
      targets: [{ state: 'failing', lastAt: null, problem: expect.stringMatching(problem) }],
    });
  },
);

test('a cosignature by another key than the one that is set does not count', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const { log } = await logOf(context);
  context.network = createTestWitness(
    () => [log.verifierKey],
    () => 1,
    6,
  ).network;

  const [outcome] = await run(context, 'all');

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
  await run(context, 'all');
  await putBackLedger(context, older);
  await writeNotes(context, 1);

  const [outcome] = await run(context, 'all');

  expect(outcome).toMatchObject({
    state: 'failing',
    problem: expect.stringMatching(/not part of the log on this server/),
  });
  expect((await logOf(context)).head.forkedAt).not.toBeNull();
  await expect(writeNotes(context, 1)).rejects.toThrow();
});

test('at a start the witness is asked before anything is signed', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const older = await keepLedger(context);
  await writeNotes(context, 4);
  await run(context, 'all');
  await compareWithWitnesses([context.workspaceId], context.services);
  expect((await logOf(context)).head.forkedAt).toBeNull();
  await putBackLedger(context, older);

  await compareWithWitnesses([context.workspaceId], context.services);

  expect((await logOf(context)).head.forkedAt).not.toBeNull();
});

test('a witness that is silent at a start says nothing', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  context.network = async () => Promise.reject(new Error('refused'));

  await compareWithWitnesses([context.workspaceId], context.services);

  expect((await logOf(context)).head.forkedAt).toBeNull();
});

test('a time stamp reaches rung 2 and is kept as its token', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 2);
  const authority = await createTestAuthority();
  context.network = async (_input, init) =>
    new Response(
      Uint8Array.from(await authority.answer(Buffer.from(init?.body instanceof Uint8Array ? init.body : []))),
    );
  await add(context, {
    kind: 'timestamp',
    address: 'https://stamp.example/tsa',
    rootCertificates: authority.rootPem,
  });

  const [outcome] = await run(context, 'all');

  expect(outcome).toMatchObject({
    state: 'ok',
    confirmation: { at: '2026-03-01T12:00:05.000Z', by: 'Auditor', byInLedger: 'CN=Test authority' },
  });
  expect(await standing(context)).toMatchObject({ rung: 2, isOverdue: false });
});

test('a time stamp under another root is failing', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 2);
  const [authority, other] = [await createTestAuthority(), await createTestAuthority()];
  context.network = async (_input, init) =>
    new Response(
      Uint8Array.from(await other.answer(Buffer.from(init?.body instanceof Uint8Array ? init.body : []))),
    );
  await add(context, {
    kind: 'timestamp',
    address: 'https://stamp.example/tsa',
    rootCertificates: authority.rootPem,
  });

  const [outcome] = await run(context, 'all');

  expect(outcome).toMatchObject({
    state: 'failing',
    problem: expect.stringMatching(/does not lead to a trusted root/),
  });
});

test('what cannot be verified later, or could reach further than it says, is refused when it is added', async () => {
  await using context = await openTestServices();
  const { log } = await (async () => {
    await writeNotes(context, 1);
    return logOf(context);
  })();
  const key = createTestWitness(
    () => [],
    () => 1,
  ).verifierKey;
  const refused = async (changes: Partial<NewTarget>) =>
    expect(add(context, changes), JSON.stringify(changes)).rejects.toMatchObject({ code: 'anchor-invalid' });

  for (const address of [
    'ftp://witness.example',
    'file:///etc/passwd',
    'witness.example',
    'http://user:pass@witness.example/',
    'http://witness.example/#a',
  ]) {
    await refused({ address, verifierKey: key });
  }
  await refused({});
  await refused({ verifierKey: log.verifierKey });
  await refused({ kind: 'timestamp', address: 'https://stamp.example/' });
  await refused({
    kind: 'timestamp',
    address: 'https://stamp.example/',
    rootCertificates: 'not a certificate',
  });
  for (const address of ['nobody', 'a@b, c@d', 'A <a@b.example>', 'a@b.example\nBcc: c@d.example']) {
    await refused({ kind: 'mail', address });
  }
});

test('no address and no name of a target stands in the ledger; removing it removes its row and keeps its receipts', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await run(context, 'all');
  const [target] = (await standing(context)).targets;

  await inWorkspace(context, (tx) =>
    removeTarget(tx, { id: target?.id ?? '', actor: systemActor }, context.services),
  );

  expect((await standing(context)).targets).toEqual([]);
  await inWorkspace(context, async (tx) => {
    const { rows } = await sql<{ entry: string }>`select entry from ledger_entry order by idx`.execute(tx.db);
    expect(rows.map(({ entry }) => entry).join('\n')).not.toMatch(/witness\.example\/prefix|Auditor/);
    expect(await listAnchors(tx, (await newestLog(tx))?.id ?? '')).toHaveLength(1);
  });
});

test('the policy names every key and asks for more than half of the witnesses', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const keys = [7, 8].map(
    (seed) =>
      createTestWitness(
        () => [],
        () => 1,
        seed,
      ).verifierKey,
  );
  for (const [i, verifierKey] of keys.entries())
    await add(context, { address: `http://other-${i}.example/`, verifierKey });
  const { log } = await logOf(context);

  const policy = parsePolicy(sha256, await inWorkspace(context, workspacePolicy));

  expect(policy.logs).toEqual([{ vkey: parseVkey(sha256, log.verifierKey), url: null }]);
  expect(policy.witnesses).toHaveLength(3);
  expect(policy.groups).toEqual([
    { name: 'witnesses', threshold: 2, members: ['witness-1', 'witness-2', 'witness-3'] },
  ]);
  expect(policy.quorum).toBe('witnesses');
});
