import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVkey, parseNote, parseVkey, readCosignatures } from '@daybook/ledger';
import { createNoteSigner, ed25519Verify, sha256 } from '@daybook/ledger/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningWitness, startWitness, type WitnessOptions } from './start-witness.ts';
import { createSmallLog, origin } from './testing/small-log.ts';

const log = createSmallLog();
const otherBranch = createSmallLog('fork');
const stranger = createSmallLog('main', 9);
const nowMs = Date.UTC(2026, 2, 1, 12);
const hashOfOrigin = createHash('sha256').update(origin).digest('hex');
const emptyRoot = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

let stateDir: string;
let running: RunningWitness[] = [];
const lines: string[] = [];

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'daybook-witness-'));
});

afterEach(async () => {
  for (const witness of running.splice(0)) await witness.close();
  running = [];
  lines.length = 0;
  rmSync(stateDir, { recursive: true, force: true });
});

async function start(changes: Partial<WitnessOptions> = {}): Promise<RunningWitness> {
  const witness = await startWitness({
    stateDir,
    logs: [log.verifierKey],
    name: 'auditor.example',
    host: '127.0.0.1',
    port: 0,
    nowMs: () => nowMs,
    log: (line) => lines.push(line),
    ...changes,
  });
  running.push(witness);
  return witness;
}

async function stop(witness: RunningWitness): Promise<void> {
  running = running.filter((each) => each !== witness);
  await witness.close();
}

async function post({ url }: RunningWitness, body: string | Buffer, path = '/add-checkpoint') {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body: Uint8Array.from(Buffer.from(body)) });
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type'),
    body: await answer.text(),
  };
}

test('200: a cosignature that verifies under the printed key, over the whole text, with the time', async () => {
  const witness = await start();

  const answer = await post(witness, log.body(0, 5));

  const vkey = parseVkey(sha256, witness.verifierKey);
  expect(answer.status).toBe(200);
  const signed = readCosignatures(parseNote(log.note(5)).text, answer.body, [vkey], ed25519Verify);
  expect(signed.map(({ timeSeconds }) => timeSeconds)).toEqual([nowMs / 1_000]);
  expect(vkey).toMatchObject({ name: 'auditor.example', type: 'cosignature' });
});

test('200 again: for a continuation with its proof, and for the same size once more', async () => {
  const witness = await start();
  await post(witness, log.body(0, 5));

  expect((await post(witness, log.body(5, 12))).status).toBe(200);
  expect((await post(witness, log.body(12, 12))).status).toBe(200);
});

const table: readonly (readonly [name: string, status: number, body: string])[] = [
  ['no old line', 400, log.body(5, 12).slice(4)],
  ['an old size with a leading zero', 400, log.body(5, 12).replace('old 5', 'old 05')],
  ['an old size larger than the size', 400, log.body(12, 5, { proof: [] })],
  ['a proof line that is not base64', 400, log.body(5, 12, { proof: ['no'] })],
  ['a proof of 64 hashes', 400, log.body(5, 12, { proof: Array.from({ length: 64 }, () => emptyRoot) })],
  ['no note', 400, 'old 5\n\n'],
  ['a note without a signature', 400, log.body(5, 12, { note: `${origin}\n12\n${emptyRoot}\n` })],
  ['nothing', 400, ''],
  ['bytes that are not text', 400, '\ufffd'],
  ['another signer of the same name', 403, log.body(5, 12, { signers: [stranger.signer] })],
  ['an origin it does not know', 404, log.body(5, 12).replaceAll(origin, 'daybook/other/2026')],
  ['an old size it did not cosign last', 409, log.body(4, 12)],
  ['an old size of nothing', 409, log.body(0, 12)],
  ['a proof of another tree', 422, log.body(5, 12, { proof: [emptyRoot, emptyRoot] })],
  ['a missing proof', 422, log.body(5, 12, { proof: [] })],
  ['another root at the same size', 422, otherBranch.body(5, 5)],
  ['another branch with its own proof', 422, otherBranch.body(5, 12)],
];

test.each(table)('%s: %i, and what it saw last stays', async (_name, status, body) => {
  const witness = await start();
  await post(witness, log.body(0, 5));
  const before = readFileSync(join(stateDir, `${hashOfOrigin}.checkpoint`), 'utf8');

  const answer = await post(witness, body);

  expect(answer.status).toBe(status);
  expect(readFileSync(join(stateDir, `${hashOfOrigin}.checkpoint`), 'utf8')).toBe(before);
});

test('409 says the size it saw last, in the one form a log can go on from', async () => {
  const witness = await start();
  await post(witness, log.body(0, 5));

  const answer = await post(witness, log.body(4, 12));

  expect(answer).toEqual({ status: 409, contentType: 'text/x.tlog.size', body: '5\n' });
});

test('422 at the beginning: a proof where there is nothing to continue', async () => {
  const witness = await start();

  expect((await post(witness, log.body(0, 5, { proof: [emptyRoot] }))).status).toBe(422);
});

test('monitors read what it cosigned last, and 404 before', async () => {
  const witness = await start();
  const url = `${witness.url}/${hashOfOrigin}/checkpoint`;
  expect((await fetch(url)).status).toBe(404);
  await post(witness, log.body(0, 5));

  const shown = await (await fetch(url)).text();

  expect(shown.startsWith(log.note(5))).toBe(true);
  expect(shown).toContain('— auditor.example ');
  expect((await fetch(`${witness.url}/${'a'.repeat(64)}/checkpoint`)).status).toBe(404);
  expect((await fetch(`${witness.url}/../../etc/passwd/checkpoint`)).status).toBe(404);
});

test('it answers below any prefix, and nothing else', async () => {
  const witness = await start();

  expect((await post(witness, log.body(0, 5), '/a/b/add-checkpoint')).status).toBe(200);
  expect((await post(witness, log.body(0, 5), '/add')).status).toBe(404);
  expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(405);
});

test('what it saw last outlives it: the state is on the disk before the answer', async () => {
  const first = await start();
  await post(first, log.body(0, 5));
  await stop(first);

  const second = await start();

  expect(second.verifierKey).toBe(first.verifierKey);
  expect(await post(second, otherBranch.body(0, 7))).toMatchObject({ status: 409, body: '5\n' });
});

test('nothing is cosigned that could not be stored', async () => {
  const witness = await start();
  rmSync(stateDir, { recursive: true, force: true });

  const answer = await post(witness, log.body(0, 5));

  expect(answer).toMatchObject({ status: 500, body: 'the witness could not answer\n' });
  expect(lines).toHaveLength(1);
});

test('of many requests at once that all begin at nothing, one is cosigned', async () => {
  const witness = await start();
  const bodies = [5, 6, 7, 8, 9, 10].map((size) => (size % 2 === 0 ? otherBranch : log).body(0, size));

  const answers = await Promise.all(bodies.map((body) => post(witness, body)));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
});

test('a log whose key has changed is known by its newer key once the witness is started with both', async () => {
  const newer = createNoteSigner(origin, new Uint8Array(32).fill(2));
  const first = await start();
  await post(first, log.body(0, 5));
  expect((await post(first, log.body(5, 12, { signers: [newer] }))).status).toBe(403);
  await stop(first);

  const second = await start({ logs: [log.verifierKey, formatVkey(newer.vkey)] });

  expect((await post(second, log.body(5, 8, { signers: [log.signer, newer] }))).status).toBe(200);
  expect((await post(second, log.body(8, 12, { signers: [newer] }))).status).toBe(200);
});

test('a body without end is cut off before it fills the memory', async () => {
  const witness = await start();

  const answer = await post(witness, 'x'.repeat(100_000)).catch(() => ({ status: 413 }));

  expect(answer.status).toBe(413);
});

test('a client that does not come to the end of its request is cut off', async () => {
  const witness = await start({ limits: { requestTimeoutMs: 200 } });
  const socket = connect(Number(new URL(witness.url).port), '127.0.0.1');
  socket.write('POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nold 0');

  const closed = await new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.resume().on('close', () => resolve(true));
  });

  expect(closed).toBe(true);
});

test('one process at a time works on a state; a lock whose process is gone is taken over', async () => {
  const witness = await start();
  writeFileSync(join(stateDir, 'lock'), '1\n');
  await expect(start()).rejects.toThrow(/another witness already uses this state folder/);
  await stop(witness);
  writeFileSync(join(stateDir, 'lock'), '999999999\n');

  await start();

  expect(readFileSync(join(stateDir, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
  expect(readdirSync(stateDir).filter((name) => name.startsWith('lock.'))).toEqual([]);
});

test('its key is readable by its owner alone, and never given another name', async () => {
  await stop(await start());

  expect(statSync(join(stateDir, 'witness.key')).mode & 0o777).toBe(0o600);
  await expect(start({ name: 'other.example' })).rejects.toThrow(/belongs to the witness `auditor.example`/);
});

test('a damaged state stops it, instead of being forgotten', async () => {
  const witness = await start();
  await post(witness, log.body(0, 5));
  await stop(witness);
  writeFileSync(join(stateDir, `${hashOfOrigin}.checkpoint`), 'half a ch');

  await expect(start()).rejects.toThrow(/is damaged/);
});

test('it does not start without a log, with a key of another kind, or with a name no key may have', async () => {
  const witness = await start();
  await stop(witness);

  await expect(start({ logs: [] })).rejects.toThrow(/no log is named/);
  await expect(start({ logs: [witness.verifierKey] })).rejects.toThrow(/not the verifier key of a log/);
  rmSync(join(stateDir, 'witness.key'));
  await expect(start({ name: 'two words' })).rejects.toThrow(/couldn't read the key/);
});
