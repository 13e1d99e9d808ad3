import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { openZip } from '@daybook/verify';
import { afterAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { runTestAnchors, withWitness } from '../anchors/testing/anchor-context.ts';
import { workspacePolicy } from '../anchors/workspace-policy.ts';
import { listLogs } from '../logs.store.ts';
import { keepLedger, putBackLedger } from '../testing/put-back.ts';
import { readNewest, signAndRemember, writeNotes } from '../testing/write-notes.ts';
import { archiveLog } from './archive-log.ts';
import { checkLogs } from './check-logs.ts';
import { closeFork } from './close-fork.ts';
import { rotateKey } from './rotate-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-archive-'));
const verifier = join(import.meta.dirname, '../../../../../release/verify.mjs');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function archive({ services, workspaceId }: TestServices, logId: string): Promise<Buffer> {
  const { write } = await archiveLog({ workspaceId, logId }, services);
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), write(output)]);
  return bytes;
}

/** The stand-alone verifier's answer, from its own process. */
async function verify(
  name: string,
  zip: Buffer,
  options: readonly string[] = [],
): Promise<{ readonly code: number; readonly out: string }> {
  const file = join(folder, name);
  writeFileSync(file, zip);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [verifier, file, ...options]);
    return { code: 0, out: stdout };
  } catch (error) {
    // What a process that ends with another code leaves.
    const { code, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code, out: stdout };
  }
}

test('the archive of a log is verified by the stand-alone verifier, its rotations included', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 300);
  await signAndRemember(context);
  context.clock.set('2026-03-02T12:00:00.000Z');
  await rotateKey({ workspaceId, actor: systemActor }, services);
  await signAndRemember(context);
  context.clock.set('2026-06-01T12:00:00.000Z');
  await writeNotes(context, 250);
  await signAndRemember(context);
  const { log } = await readNewest(context);

  const zip = await archive(context, log.id);

  const names = [...(await openZip(zip)).files.keys()].map((name) =>
    name.replace(/^log\/[0-9a-f]{64}\//, ''),
  );
  expect(await verify('whole.zip', zip)).toMatchObject({
    code: 0,
    out: expect.stringContaining('552 entries'),
  });
  expect(names.toSorted()).toEqual([
    'README.txt',
    'checkpoint',
    'checkpoints/301.txt',
    'checkpoints/302.txt',
    'checkpoints/552.txt',
    'opened.json',
    'rotations/1.txt',
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/40',
    'tile/1/000.p/2',
    'tile/entries/000',
    'tile/entries/001',
    'tile/entries/002.p/40',
    'vkey',
  ]);
});

test('a policy that asks for a witness is met by the archive of a log that a witness cosigned', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await runTestAnchors(context, 'all');
  await writeNotes(context, 3);
  await signAndRemember(context);
  const { log } = await readNewest(context);
  const policy = join(folder, 'policy.txt');
  writeFileSync(policy, await context.services.database.withWorkspace(context.workspaceId, workspacePolicy));

  const { code, out } = await verify('cosigned.zip', await archive(context, log.id), ['--policy', policy]);

  expect(out).toMatch(/as the policy asks: \d+ entries of /);
  expect(code).toBe(0);
});

test('the same log gives the same archive, to the byte', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 10);
  await signAndRemember(context);
  const { log } = await readNewest(context);

  const [first, second] = [await archive(context, log.id), await archive(context, log.id)];

  expect(first.equals(second)).toBe(true);
});

test('a changed entry in the database is found in the archive', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 10);
  await signAndRemember(context);
  const { log } = await readNewest(context);
  const kept = await keepLedger(context);
  const entries = (kept.tables.get('ledger_entry') ?? []).map((row) => {
    return row.idx === 5 ? { ...row, entry: String(row.entry).replace('note.made', 'note.fake') } : row;
  });
  await putBackLedger(context, { tables: new Map([...kept.tables, ['ledger_entry', entries]]) });

  const { code, out } = await verify('changed.zip', await archive(context, log.id));

  expect(code).toBe(1);
  expect(out).toContain('FORK');
});

test('logs on both sides of a fork and of a year are archived each by itself', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 3);
  await signAndRemember(context);
  const backup = await keepLedger(context);
  await writeNotes(context, 3);
  await signAndRemember(context);
  await putBackLedger(context, backup);
  await checkLogs(services);
  await closeFork({ workspaceId, actor: systemActor, reason: 'an older backup' }, services);
  context.clock.set('2027-01-01T00:00:00.000Z');
  await writeNotes(context, 3);
  await signAndRemember(context);

  const logs = await services.database.withWorkspace(workspaceId, listLogs);
  const answers = [];
  for (const log of logs) answers.push(await verify(`${log.id}.zip`, await archive(context, log.id)));

  expect(logs.map(({ firstPosition }) => firstPosition)).toEqual([0, 7, 8]);
  expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
});

test('a log of another workspace is not there', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);

  await expect(archive(context, context.services.ids.uuid())).rejects.toMatchObject({ code: 'not-found' });
});
