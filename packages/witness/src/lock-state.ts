import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WitnessRefusal } from './witness-refusal.ts';

/**
 * Takes the state folder for this process alone: two witnesses on one state could roll each other back. A lock left by a
 * process that is gone is taken over. Answers how to give it back.
 */
export function lockState(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const path = join(stateDir, 'lock');
  for (let tries = 0; tries < 2; tries += 1) {
    if (create(path)) return () => rmSync(path, { force: true });
    const holder = readHolder(path);
    if (holder === 'gone') continue;
    if (holder === 'unreadable' || (holder !== process.pid && isAlive(holder))) break;
    takeAway(path, holder);
  }
  throw new WitnessRefusal(
    'another witness already uses this state folder',
    `stop it first; if none runs, remove \`${path}\``,
  );
}

function create(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${process.pid}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** `unreadable` is a lock that is just being written, or that a stop left half written: only a person can tell. */
function readHolder(path: string): number | 'gone' | 'unreadable' {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return /^\d+$/.test(text) ? Number(text) : 'unreadable';
  } catch {
    return 'gone';
  }
}

/** Moved aside rather than removed: of two that see the same stale lock, one moves it. */
function takeAway(path: string, holder: number): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // the other one was faster; the next try meets its lock
  }
  if (readHolder(aside) === holder) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
