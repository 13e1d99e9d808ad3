import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../tools/repository-root.ts';

export type WitnessProcess = AsyncDisposable & { readonly url: string; readonly verifierKey: string };

type WitnessOptions = { readonly name: string; readonly logKey: string; readonly port: number };

/** A witness as an auditor runs it: a process of its own that knows nothing but the log's key. */
export async function startWitnessProcess({ name, logKey, port }: WitnessOptions): Promise<WitnessProcess> {
  const state = mkdtempSync(join(tmpdir(), 'daybook-witness-'));
  const program = join(repositoryRoot, 'packages/witness/bin/daybook-witness.ts');
  const options = ['--name', name, '--state', state, '--log', logKey, '--port', String(port)];
  const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let url = '';
  let verifierKey = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url = /is ready: (\S+)$/.exec(line)?.[1] ?? url;
    verifierKey = /with that address: (\S+)$/.exec(line)?.[1] ?? verifierKey;
    if (verifierKey !== '') break;
  }
  if (url === '' || verifierKey === '') throw new Error('the witness ended before it was ready');
  return {
    url,
    verifierKey,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(state, { recursive: true, force: true });
    },
  };
}
