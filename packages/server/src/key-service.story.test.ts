import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { replaceMasterKey } from './ledger/replace-master-key.ts';
import { createWorkspace, listWorkspaces, systemActor, type WorkspaceId } from './platform/index.ts';
import { type RunningServer, startServer } from './start-server.ts';

let folder: string;
let status: number;
let kms: Awaited<ReturnType<typeof startKms>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-kms-story-'));
  // The database runs as another user when this one is root.
  chmodSync(folder, 0o755);
  status = 200;
  kms = await startKms();
  writeFileSync(join(folder, 'token'), 'a-token-of-a-test');
  vi.stubEnv('DAYBOOK_KEY_DIR', join(folder, 'master'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  kms.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps what it is given and answers with a name for it, as a transit engine would with a ciphertext. */
async function startKms(): Promise<{ url: string; close(): void }> {
  const kept = new Map<string, string>();
  const server = createServer(async (question, answer) => {
    const parts: Buffer[] = [];
    for await (const part of question) parts.push(part);
    if (status !== 200) return answer.writeHead(status).end('{"errors":["sealed"]}');
    const body: { plaintext?: string; ciphertext?: string } = JSON.parse(Buffer.concat(parts).toString());
    const ciphertext = body.ciphertext ?? `vault:v1:${randomBytes(40).toString('base64')}`;
    if (body.plaintext !== undefined) kept.set(ciphertext, body.plaintext);
    answer.end(JSON.stringify({ data: { ciphertext, plaintext: kept.get(ciphertext) } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function start(): Promise<RunningServer> {
  return startServer({ dataDir: join(folder, 'data'), tcp: null });
}

function useKms(): void {
  vi.stubEnv('DAYBOOK_KMS_URL', kms.url);
  vi.stubEnv('DAYBOOK_KMS_KEY', 'daybook');
  vi.stubEnv('DAYBOOK_KMS_TOKEN_FILE', join(folder, 'token'));
}

async function ensureWorkspace({ services }: RunningServer): Promise<WorkspaceId> {
  return services.database.withSystem('test', async (tx) => {
    const [first] = await listWorkspaces(tx);
    return (first ?? (await createWorkspace(tx, { slug: 'default', name: 'Default' }, services))).id;
  });
}

test('a key file gives way to a key service; without it the server starts locked, and goes on when it is back', async () => {
  let derived: Buffer;
  let former: string;
  {
    await using server = await start();
    expect(server.lockedBecause).toBeNull();
    await ensureWorkspace(server);
    derived = server.services.keyring.derive('sign-in sessions');
  }
  useKms();
  {
    await using server = await start();
    const { services } = server;
    const workspaceId = await ensureWorkspace(server);
    const done = await replaceMasterKey({ actor: systemActor, workspaceId }, services);
    former = done.former;
    expect(await services.masterKeys?.describe()).toMatchObject({ keptBy: 'kms', number: 2 });
    const told = await services.database.withWorkspace(workspaceId, (tx) =>
      sql`select from ledger_entry where entry like '%"master-key.replaced@1"%'`.execute(tx.db),
    );
    expect(told.rows).toHaveLength(1);
    expect(services.keyring.derive('sign-in sessions')).toEqual(derived);
    status = 503;
    const sealed = services.keyring.seal(Buffer.from('word'), 'while the service is down');
    expect(services.keyring.open(sealed, 'while the service is down').toString()).toBe('word');
  }
  {
    await using server = await start();
    expect(server.lockedBecause).toMatch(/sealed or down/);
    expect(() => server.services.keyring.assertOpen()).toThrow(
      expect.objectContaining({ code: 'keys-missing' }),
    );

    status = 200;
    await vi.waitFor(() => expect(server.lockedBecause).toBeNull(), { timeout: 20_000, interval: 200 });

    expect(server.services.keyring.derive('sign-in sessions')).toEqual(derived);
  }
  const log = readFileSync(join(folder, 'data', 'daybook.log'), 'utf8');
  expect(log).not.toContain('a-token-of-a-test');
  expect(readdirSync(join(folder, 'master'))).toContain('master.key');
  expect(former).toMatch(/^[0-9a-f]{16}$/);
}, 120_000);
