import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const standAlonePath = join(import.meta.dirname, '../../../../release/verify.mjs');

export type StandAloneAnswer = { readonly exitCode: number; readonly output: string };

/** What the stand-alone verifier, a process of its own, says of a package; options are given as texts. */
export async function runStandAlone(
  zip: Uint8Array,
  options: { readonly checkpoint?: string; readonly policy?: string } = {},
): Promise<StandAloneAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-stand-alone-'));
  try {
    const path = join(folder, 'package.zip');
    await writeFile(path, zip);
    const flags: string[] = [];
    for (const [name, text] of Object.entries(options)) {
      await writeFile(join(folder, name), text);
      flags.push(`--${name}`, join(folder, name));
    }
    return await runOn([path, ...flags]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same, with the arguments as they are. */
export function runOn(args: readonly string[]): Promise<StandAloneAnswer> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [standAlonePath, ...args], (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, output: `${stdout}${stderr}` }),
    );
  });
}
