import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmallLog } from '../../packages/witness/src/testing/small-log.ts';
import { buildWitness } from './build-witness.ts';
import { writeSums } from './write-sums.ts';

const log = createSmallLog();

let folder: string;
let path: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-release-'));
  path = await buildWitness(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the file alone, in a folder without packages; answers its address and what ends it. */
async function run(stateDir: string) {
  const args = ['--state', stateDir, '--log', log.verifierKey, '--name', 'auditor.example', '--port', '0'];
  const child = spawn(process.execPath, [path, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const url = /http:\S+$/.exec(String(line))?.[0] ?? '';
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const exited = once(child, 'exit');
    child.kill(signal);
    return (await exited)[0];
  };
  return { url, end };
}

const post = (url: string, body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });

test('the witness is one file that imports nothing but Node itself', () => {
  const text = readFileSync(path, 'utf8');

  const imported = [...text.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name);
  expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
  expect(imported.length).toBeGreaterThan(3);
  expect(imported.filter((name) => name?.startsWith('node:') !== true)).toEqual([]);
  expect(text).not.toMatch(/\brequire\(|\bimport\(/);
});

test('alone in its folder it cosigns, survives being killed, and never goes back', async () => {
  const stateDir = join(folder, 'state');
  const first = await run(stateDir);
  expect((await post(first.url, log.body(0, 5))).status).toBe(200);
  await first.end('SIGKILL');

  const second = await run(stateDir);

  expect((await post(second.url, log.body(0, 7))).status).toBe(409);
  expect((await post(second.url, log.body(5, 7))).status).toBe(200);
  expect(await second.end('SIGTERM')).toBe(0);
});

test('it says what it needs when it is started without', () => {
  expect(() => execFileSync(process.execPath, [path], { stdio: 'pipe' })).toThrow(
    /`--state`, `--log` and `--name` are needed/,
  );
});

test('the sums are those of the files', () => {
  const text = writeSums(folder);
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex');

  expect(text).toBe(`${digest}  daybook-witness.mjs\n`);
  expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(text);
});
