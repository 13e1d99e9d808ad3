import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type RunningServer, startServer } from '@daybook/server';

export const workspacePath = '/api/workspaces/default';
const pollMs = 200;

/** Daybook as it is shipped, on a data folder of its own below the temporary folder, reached through its socket. */
export interface BenchServer extends AsyncDisposable {
  readonly server: RunningServer;
  readonly folder: string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  /** Imports a file as the command line does and waits until all is followed; `onRead` when its pull has ended. Throws when it did not complete. */
  importFile(connector: string, path: string, settings?: object, onRead?: () => void): Promise<void>;
}

export async function openBenchServer(): Promise<BenchServer> {
  const { folder, remove } = makeFolder();
  const server = await startServer({ dataDir: join(folder, 'data'), tcp: null });
  const get = (path: string) => call(server.socketPath, 'GET', path);
  const post = (path: string, body: unknown) => call(server.socketPath, 'POST', path, body);
  return {
    server,
    folder,
    get,
    post,
    importFile: async (connector, path, settings = {}, onRead = () => undefined) => {
      const started = await post(`${workspacePath}/imports`, { connector, path, settings });
      await ended(get, textAt(started, 'pull'));
      onRead();
      await server.services.background.settled();
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      remove();
    },
  };
}

/** A folder for data and keys of one bench, which goes with it. */
export function makeFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user and must pass through
  process.env.DAYBOOK_KEY_DIR = join(folder, 'keys');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function ended(get: BenchServer['get'], pull: string): Promise<void> {
  for (;;) {
    const answer = await get(`${workspacePath}/pulls/${pull}`);
    const state = textAt(answer, 'state');
    if (state === 'completed') return;
    if (state !== 'running') throw new Error(`the import ended as ${state}: ${JSON.stringify(answer)}`);
    await wait(pollMs);
  }
}

/** A member of a JSON answer that is text. */
export function textAt(answer: unknown, name: string): string {
  const value: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined;
  if (typeof value !== 'string') throw new Error(`the answer has no \`${name}\``);
  return value;
}

function call(socketPath: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    host: 'daybook',
    ...(payload !== undefined && { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if ((response.statusCode ?? 0) >= 300) reject(new Error(`${method} ${path}: ${text}`));
        else resolve(JSON.parse(text));
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}
