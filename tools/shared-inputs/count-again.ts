import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatedCount } from './stated-counts.ts';

/** Counts by the stated question alone; null where there is none, or no jq on this machine. */
export function countAgain(inputs: string, { recording, jq, pattern }: StatedCount): number | null {
  const file = join(inputs, recording);
  if (pattern !== undefined) return [...readFileSync(file, 'utf8').matchAll(new RegExp(pattern, 'g'))].length;
  if (jq === undefined) return null;
  const { status, stdout, error } = spawnSync('jq', [jq, file], { encoding: 'utf8' });
  if (error !== undefined) return null;
  return status === 0 ? Number(stdout) : Number.NaN;
}
