import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCheckpoint, parseVkey } from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { newestLog } from '../logs.store.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { readPayloads } from '../read-payloads.ts';
import { signCheckpoints } from '../sign-checkpoint.ts';
import { keepLedger, putBackLedger } from '../testing/put-back.ts';
import { readNewest, signAndRemember, writeNotes } from '../testing/write-notes.ts';
import { checkLogs } from './check-logs.ts';
import { closeFork } from './close-fork.ts';
import { guardFile, readGuard, writeGuard } from './guard-file.ts';
import { reportForeignHead } from './report-foreign-head.ts';
import { readStanding } from './standing.ts';

const reason = 'the disk failed and the backup of Monday was put back';

/** A backup at 4 entries, three more that were signed and remembered, and then the backup put back. */
async function putBackAnOlderBackup(context: TestServices): Promise<void> {
  await writeNotes(context, 3);
  await signAndRemember(context);
  const backup = await keepLedger(context);
  await writeNotes(context, 3);
  await signAndRemember(context);
  await putBackLedger(context, backup);
}

function standingOf({ services, workspaceId }: TestServices) {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    if (log === null) throw new Error('there is no log');
    return readStanding(tx, log, services);
  });
}

function sizeSigned({ services, workspaceId }: TestServices, logId: string) {
  return services.database.withWorkspace(
    workspaceId,
    async (tx) => (await newestCheckpoint(tx, logId))?.size,
  );
}

function close({ services, workspaceId }: TestServices) {
  return closeFork({ workspaceId, actor: systemActor, reason }, services);
}

describe('an older backup that was put back', () => {
  test('is found at the next start: the log can be read and takes no entry and no signature', async () => {
    await using context = await openTestServices();
    await putBackAnOlderBackup(context);

    const forked = await checkLogs(context.services);
    await signCheckpoints([context.workspaceId], context.services);

    const { log, head } = await readNewest(context);
    expect(forked).toEqual([{ workspace: 'default', origin: log.origin }]);
    await expect(writeNotes(context, 1)).rejects.toMatchObject({ code: 'log-forked', status: 503 });
    expect([head.size, await sizeSigned(context, log.id)]).toEqual([4, 4]);
    const standing = await standingOf(context);
    expect(standing).toMatchObject({
      state: 'forked',
      fork: { knownBy: 'this machine', knownSize: 7, foundSize: 4 },
    });
  });

  test('is noticed also while the server runs', async () => {
    await using context = await openTestServices();
    await putBackAnOlderBackup(context);

    await signAndRemember(context);

    expect((await standingOf(context)).state).toBe('forked');
  });

  test('is noticed while the server runs also after it was added to, and never remembered', async () => {
    await using context = await openTestServices();
    await putBackAnOlderBackup(context);
    await writeNotes(context, 9);

    await signAndRemember(context);

    const guard = await readGuard(context.services.settings.keyDir);
    expect((await standingOf(context)).state).toBe('forked');
    expect(guard).toMatchObject({ heads: [{ size: 7 }] });
  });

  test('is found also after it was added to, because another root stands at a known size', async () => {
    await using context = await openTestServices();
    await putBackAnOlderBackup(context);
    await writeNotes(context, 9);

    await checkLogs(context.services);

    expect(await standingOf(context)).toMatchObject({
      state: 'forked',
      fork: { knownSize: 7, foundSize: 13 },
    });
  });

  test('is closed with a report, and its successor begins after everything known anywhere', async () => {
    await using context = await openTestServices();
    await putBackAnOlderBackup(context);
    const { log: forked } = await readNewest(context);
    await checkLogs(context.services);

    const closed = await close(context);
    const [note] = await writeNotes(context, 1);

    const { log, head } = await readNewest(context);
    expect(log).toMatchObject({
      id: closed.log.id,
      origin: `${forked.origin}-2`,
      firstPosition: 7,
      number: 2,
    });
    expect([head.size, note?.position, note?.index]).toEqual([2, 8, 1]);
    expect(closed.report).toContain('by this machine');
    expect(closed.report).toContain('3 entries: positions 4 to 6');
    expect(closed.report).toContain(reason);
    expect((await standingOf(context)).state).not.toBe('forked');
    expect(await checkLogs(context.services)).toEqual([]);
  });

  test('stands with both heads in the first entry of the successor', async () => {
    await using context = await openTestServices();
    await putBackAnOlderBackup(context);
    const { log: forked, head } = await readNewest(context);
    await checkLogs(context.services);
    const { report } = await close(context);

    const opened = await readPayload(context, 7);

    const root = head.root.toString('base64');
    expect(opened).toMatchObject({
      firstPosition: 7,
      predecessor: { origin: forked.origin, size: 4, root },
      forked: { knownBy: 'this machine', knownSize: 7, foundSize: 4, foundRoot: root, report },
    });
  });

  test('put back a second time gives a successor that is no second time the same', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    await signAndRemember(context);
    const backup = await keepLedger(context);
    await writeNotes(context, 3);
    await signAndRemember(context);
    await putBackLedger(context, backup);
    await checkLogs(context.services);
    await close(context);
    await writeNotes(context, 4);
    await signAndRemember(context);
    await putBackLedger(context, backup);

    await checkLogs(context.services);
    const again = await close(context);

    const { log } = await readNewest(context);
    expect(again.log.origin).toMatch(/\/2026-3$/);
    expect(log.firstPosition).toBe(12);
    expect(await checkLogs(context.services)).toEqual([]);
  });

  test('of the year before is found too, although that log is as it ended', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    await signAndRemember(context);
    const backup = await keepLedger(context);
    context.clock.set('2027-01-01T00:00:00.000Z');
    await writeNotes(context, 1);
    await signAndRemember(context);
    await putBackLedger(context, backup);

    const forked = await checkLogs(context.services);
    const closed = await close(context);

    expect(forked).toHaveLength(1);
    expect(closed.log.origin).toMatch(/\/2027-2$/);
    expect((await readNewest(context)).log.firstPosition).toBe(6);
  });
});

describe('a backup put back whole', () => {
  test('at the same size just works', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    await signAndRemember(context);
    await putBackLedger(context, await keepLedger(context));

    const forked = await checkLogs(context.services);
    const [note] = await writeNotes(context, 1);

    expect([forked, note?.position]).toEqual([[], 4]);
    expect((await standingOf(context)).state).toBe('open');
  });

  test('is closed by nobody, for there is nothing to close', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);

    await expect(close(context)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a log whose tables were changed', () => {
  test('in its stored root takes nothing more', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 300);
    await signAndRemember(context);
    const kept = await keepLedger(context);
    const [state] = kept.tables.get('ledger_state') ?? [];
    const changed = { ...state, root: `\\x${'ab'.repeat(32)}` };
    await putBackLedger(context, { tables: new Map([...kept.tables, ['ledger_state', [changed]]]) });

    await checkLogs(context.services);

    expect(await standingOf(context)).toMatchObject({ state: 'forked', fork: { knownSize: 301 } });
  });

  test('in one of its leaves takes nothing more', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 10);
    await signAndRemember(context);
    const kept = await keepLedger(context);
    const leaves = (kept.tables.get('ledger_entry') ?? []).map((row) => {
      return row.idx === 5 ? { ...row, leaf_hash: `\\x${'cd'.repeat(32)}` } : row;
    });
    await putBackLedger(context, { tables: new Map([...kept.tables, ['ledger_entry', leaves]]) });

    await checkLogs(context.services);

    expect((await standingOf(context)).state).toBe('forked');
  });
});

describe('a log with a hole', () => {
  test.each([5, 400])('in its last leaves or before them (%i of 601): a leaf is missing', async (at) => {
    await using context = await openTestServices();
    await writeNotes(context, 600);
    await signAndRemember(context);
    await withoutLeaf(context.owner, at);

    const forked = await checkLogs(context.services);

    expect(forked).toHaveLength(1);
    expect((await readNewest(context)).head.size).toBe(601);
  });
});

describe('a witness that knows more', () => {
  test('stops the log, and the report names it', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    const { services, workspaceId } = context;
    const root = Buffer.alloc(32, 1);

    const fork = await reportForeignHead({ workspaceId, by: 'Auditor & Co', size: 40, root }, services);

    expect(fork).toMatchObject({ knownBy: 'Auditor & Co', knownSize: 40, foundSize: 4 });
    await expect(writeNotes(context, 1)).rejects.toMatchObject({ code: 'log-forked' });
    expect((await close(context)).report).toContain('by Auditor & Co');
    expect((await readNewest(context)).log.firstPosition).toBe(40);
  });

  test('changes nothing when what it shows is part of the log', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    const { head } = await readNewest(context);
    await writeNotes(context, 300);
    const { services, workspaceId } = context;

    const fork = await reportForeignHead(
      { workspaceId, by: 'W', size: head.size, root: head.root },
      services,
    );

    expect(fork).toBeNull();
    expect(await writeNotes(context, 1)).toHaveLength(1);
  });
});

describe('the guard file', () => {
  test('holds the newest signed checkpoint, which the key of the log has signed', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    await signAndRemember(context);
    await writeNotes(context, 3);
    await signAndRemember(context);

    const guard = await readGuard(context.services.settings.keyDir);

    const { log } = await readNewest(context);
    const [head, ...more] = guard.state === 'read' ? guard.heads : [];
    const opened = openCheckpoint(head?.note ?? '', parseVkey(sha256, log.verifierKey), ed25519Verify);
    expect([opened.size, head?.size, more]).toEqual([7, 7, []]);
  });

  test.each([
    ['deleted', (file: string) => rmSync(file), 'There is no guard file'],
    ['damaged', (file: string) => writeFileSync(file, '{"format":'), 'cannot be read'],
    ['with another root than its note', changeRoot, 'cannot be read'],
    ['of another folder', emptyHeads, 'does not know this log'],
  ])('%s: the ledger says so until the next checkpoint, and the app works', async (_, change, sentence) => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    await signAndRemember(context);
    change(guardFile(context.services.settings.keyDir));

    const forked = await checkLogs(context.services);
    context.clock.set('2026-03-01T13:00:00.000Z');
    await signAndRemember(context);
    const lost = await standingOf(context);
    await writeNotes(context, 1);
    await signAndRemember(context);

    expect(forked).toEqual([]);
    expect(lost).toMatchObject({ state: 'unguarded', sentence: expect.stringContaining(sentence) });
    expect(await standingOf(context)).toMatchObject({ state: 'open', guardedAt: '2026-03-01T13:00:00.000Z' });
  });

  test('is never made where its folder is missing, and the ledger says so', async () => {
    await using context = await openTestServices();
    const keyDir = join(context.services.settings.keyDir, 'missing');
    const settings = { ...context.services.settings, keyDir };
    const without = { ...context, services: { ...context.services, settings } };
    await writeNotes(without, 3);

    await signAndRemember(without);

    expect(await standingOf(without)).toMatchObject({ state: 'unguarded', guardedAt: null });
    expect(existsSync(keyDir)).toBe(false);
  });

  test('that can no longer be written is told', async () => {
    await using context = await openTestServices();
    await writeNotes(context, 3);
    await signAndRemember(context);
    await writeNotes(context, 3);
    await signCheckpoints([context.workspaceId], context.services);
    context.clock.set('2026-03-01T12:02:00.000Z');

    const standing = await standingOf(context);

    expect(standing).toMatchObject({ state: 'unguarded', sentence: expect.stringContaining('not kept up') });
  });

  test('is replaced as a whole', async () => {
    await using context = await openTestServices();
    const { keyDir } = context.services.settings;

    await writeGuard(keyDir, []);

    expect(await readGuard(keyDir)).toEqual({ state: 'read', heads: [] });
  });
});

function changeRoot(file: string): void {
  const root = Buffer.alloc(32, 9).toString('base64');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"root": ?"[^"]+"/, `"root": "${root}"`));
}

function emptyHeads(file: string): void {
  writeFileSync(file, '{"format":"daybook.heads@1","heads":[]}');
}

async function readPayload({ services, workspaceId }: TestServices, position: number): Promise<unknown> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const entries = await readEntriesAt(tx, [position]);
    const ids = entries.map((entry) => ({ position, id: entry.entry.id }));
    const [payload] = await readPayloads(tx, ids, services);
    return JSON.parse(payload?.body.toString('utf8') ?? 'null');
  });
}

async function withoutLeaf(owner: pg.ClientConfig, at: number): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query('begin; set local session_replication_role to replica; set local row_security to off');
  await client.query('delete from ledger_entry where idx = $1', [601 - at]);
  await client.query('commit');
  await client.end();
}
