import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authenticatorCode } from '../../packages/server/src/access/testing/authenticator.ts';
import { type RunningServer, startServer } from '../../packages/server/src/start-server.ts';

export type Asked = { readonly status: number; readonly cookie: string; readonly body: unknown };

/** The whole product on a data folder of its own, which goes away with it. */
export interface OwnServer extends AsyncDisposable {
  readonly server: RunningServer;
  readonly port: number;
  /** One request as a browser makes it from our own page. */
  ask(method: string, path: string, cookie?: string, body?: object): Promise<Asked>;
}

export const owner = { name: 'Ada Example', email: 'ada@company.example', password: 'a long enough phrase' };

export async function openOwnServer(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-faults-'));
  // The database runs as another user when this one is root.
  chmodSync(folder, 0o755);
  const keyDirBefore = process.env.DAYBOOK_KEY_DIR;
  process.env.DAYBOOK_KEY_DIR = join(folder, 'keys');
  const port = await freePort();
  const server = await startServer({ dataDir: join(folder, 'data'), tcp: { host: '127.0.0.1', port } });
  if (keyDirBefore === undefined) delete process.env.DAYBOOK_KEY_DIR;
  else process.env.DAYBOOK_KEY_DIR = keyDirBefore;
  return {
    server,
    port,
    ask: (method, path, cookie, body) => ask(port, { method, path, cookie, body }),
    [Symbol.asyncDispose]: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sets up and enrols; the owner's cookie, of a session that may decide. */
export async function setUpOwner({ server, ask }: OwnServer): Promise<string> {
  const token = server.setupLink?.split('#')[1] ?? '';
  const made = await ask('POST', '/api/setup', '', { token, workspaceName: 'Company', ...owner });
  const begun = await ask('POST', '/api/account/totp', made.cookie, { password: owner.password });
  // The answer of a route of ours.
  const { secret } = begun.body as { readonly secret: string };
  const confirmed = await ask('POST', '/api/account/totp/confirm', made.cookie, {
    code: authenticatorCode(secret),
  });
  if (confirmed.status !== 200) throw new Error(`nobody was enrolled: ${JSON.stringify(confirmed.body)}`);
  return confirmed.cookie;
}

type Call = {
  readonly method: string;
  readonly path: string;
  readonly cookie: string | undefined;
  readonly body: object | undefined;
};

function ask(port: number, { method, path, cookie, body }: Call): Promise<Asked> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    origin: `http://127.0.0.1:${port}`,
    ...(cookie && { cookie }),
    ...(text !== undefined && { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const cookies = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '');
        resolve({
          status: answer.statusCode ?? 0,
          cookie: cookies.filter((one) => !one.endsWith('=')).join('; '),
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
        });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
