import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const program = join(import.meta.dirname, '../../bin/daybook.mjs');

export type Outcome = { readonly exitCode: number | null; readonly out: string; readonly err: string };

/** The real program in its own process, on one data folder and one key folder. */
export class Cli {
  readonly dataDir: string;
  readonly keyDir: string;

  constructor(dataDir: string, keyDir: string) {
    this.dataDir = dataDir;
    this.keyDir = keyDir;
  }

  start(...argv: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Outcome> } {
    const { DATABASE_URL: _url, DAYBOOK_MASTER_KEY: _key, ...inherited } = process.env;
    // Witnesses and sources of the tests run on this machine.
    const own = { DAYBOOK_KEY_DIR: this.keyDir, DAYBOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' };
    const env = { ...inherited, ...own, NO_COLOR: '1' };
    const child = spawn(process.execPath, [program, ...argv, '--data', this.dataDir], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    child.on('close', (exitCode) => resolve({ exitCode, out, err }));
    return { child, ended: promise };
  }

  run(...argv: readonly string[]): Promise<Outcome> {
    return this.start(...argv).ended;
  }

  /** Runs with `--json` and expects success (or the exit code named), answering the parsed object. */
  async json<Shape extends z.ZodType>(
    shape: Shape,
    argv: readonly string[],
    exitCode = 0,
  ): Promise<z.output<Shape>> {
    const outcome = await this.run(...argv, '--json');
    if (outcome.exitCode !== exitCode)
      throw new Error(`daybook ${argv.join(' ')} exited ${outcome.exitCode}: ${outcome.err}`);
    return shape.parse(JSON.parse(outcome.out));
  }
}

export const importShape = z.looseObject({
  populations: z.array(
    z.looseObject({
      kind: z.string(),
      scope: z.string(),
      items: z.int(),
      added: z.int(),
      changed: z.int(),
      closed: z.int(),
      complete: z.boolean(),
    }),
  ),
});
export const checkShape = z.looseObject({
  controls: z.array(
    z.looseObject({
      id: z.string(),
      verdict: z.string(),
      pass: z.int(),
      fail: z.int(),
      unknown: z.int(),
      notApplicable: z.int(),
    }),
  ),
});
export const logsShape = z.looseObject({
  logs: z.array(z.object({ id: z.string(), size: z.int(), root: z.string() })),
});
