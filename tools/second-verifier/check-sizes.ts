import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSecondVerifier } from './build-second-verifier.ts';
import { writeLog } from './write-log.ts';

/** Where tiles, partial tiles and levels begin and end. */
export const sizes = [1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000];

/** Writes a log of each size and has the Go program check it; answers what that says, a line a size. */
export async function checkSizes(wanted: readonly number[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-second-'));
  try {
    const program = buildSecondVerifier(folder);
    const answers: string[] = [];
    for (const size of wanted) {
      const log = join(folder, `log-${size}`);
      mkdirSync(log);
      await writeLog(
        log,
        size,
        sizes.filter((past) => past < size),
      );
      answers.push(execFileSync(program, [log], { encoding: 'utf8' }).trim());
    }
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
