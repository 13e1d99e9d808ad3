import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresRefusal } from './postgres-refusal.ts';
import { isProcessAlive, processStartOf } from './process-identity.ts';

type Claim = Readonly<{ pid: number; processStart: string | null; runtimeDir: string }>;

/**
 * Makes this process the only one that works on a data folder; throws `already-running` when another living process
 * does. A claim whose process has died is taken over. The returned function gives the claim back.
 */
export function claimDataFolder(dataDir: string, runtimeDir: string): () => void {
  const file = join(dataDir, 'daybook.pid');
  const own: Claim = { pid: process.pid, processStart: processStartOf(process.pid), runtimeDir };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    while (!tryLink(draft, file)) takeOverOrRefuse(file, dataDir);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function takeOverOrRefuse(file: string, dataDir: string): void {
  const found = readClaim(file);
  if (found !== null && isHeld(found.claim)) {
    throw new PostgresRefusal(
      'already-running',
      `another Daybook (process ${found.claim.pid}) works on the data folder \`${dataDir}\``,
      'use the running one, or stop it first',
      found.claim.runtimeDir,
    );
  }

  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Another process was faster; the next round sees what it left.
  }
  // Between reading and renaming another process may have claimed the folder: its claim goes back in place.
  const moved = readClaim(aside);
  if (moved !== null && moved.text !== found?.text && isHeld(moved.claim)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function isHeld(claim: Claim): boolean {
  if (claim.pid === process.pid) return claim.processStart === processStartOf(process.pid);
  return isProcessAlive(claim.pid) && processStartOf(claim.pid) === claim.processStart;
}

/** A claim that cannot be read (a crash while the disk was full) is nobody's. */
function readClaim(file: string): { text: string; claim: Claim } | null {
  try {
    const text = readFileSync(file, 'utf8');
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('runtimeDir' in value))
      return null;
    const { pid, runtimeDir } = value;
    if (typeof pid !== 'number' || typeof runtimeDir !== 'string') return null;
    const processStart =
      'processStart' in value && typeof value.processStart === 'string' ? value.processStart : null;
    return { text, claim: { pid, processStart, runtimeDir } };
  } catch {
    return null;
  }
}
