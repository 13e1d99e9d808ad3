import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './locations.mjs';

const folder = `${root}/.cache/bootstrap.lock`;

/** Lets one bootstrap at a time change the clone; a lock whose holder has died is taken over. */
export async function withLock(work) {
  mkdirSync(`${root}/.cache`, { recursive: true });
  while (!tryLock()) {
    if (!isHolderAlive()) rmSync(folder, { recursive: true, force: true });
    else await wait(100);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tryLock() {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(`${folder}/pid`, String(process.pid));
  return true;
}

function isHolderAlive() {
  try {
    const pid = Number(readFileSync(`${folder}/pid`, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
