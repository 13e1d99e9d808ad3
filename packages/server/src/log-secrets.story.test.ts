import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGate } from './access/index.ts';
import { authenticatorCode } from './access/testing/authenticator.ts';
import { buildHttpServer, discoverRoutes } from './platform/index.ts';
import { startServer } from './start-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-log-story-'));
  // The database runs as another user when this one is root.
  chmodSync(folder, 0o755);
  vi.stubEnv('DAYBOOK_KEY_DIR', join(folder, 'keys'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const origin = 'http://127.0.0.1:7400';
const planted = {
  password: 'planted password of ada',
  wrongPassword: 'planted wrong password',
  name: 'Planted Ada',
  email: 'planted.ada@company.example',
  sourceToken: 'planted-token-of-a-source',
  madeUpKey: 'dbk_plantedplantedplantedplantedplantedplanted',
  bodyText: 'planted body text',
} as const;

test('no password, key, token, code, name or address comes into the log or the output, whatever goes wrong', async () => {
  const output: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => output.push(String(text)) > 0);
  }
  const secrets: string[] = Object.values(planted);
  {
    const network: typeof fetch = async () => {
      throw new Error('the other side hung up');
    };
    await using server = await startServer({
      dataDir: join(folder, 'data'),
      tcp: null,
      url: origin,
      fetch: network,
    });
    const services = { ...server.services, settings: { ...server.services.settings, baseUrl: origin } };
    const routes = await discoverRoutes();
    const app = await buildHttpServer(routes, createGate(routes, services), services);
    await app.ready();
    const send = async (
      method: 'GET' | 'POST',
      url: string,
      payload: object | null,
      headers: object = {},
    ) => {
      const answer = await app.inject({
        method,
        url,
        headers: { origin, ...headers },
        ...(payload && { payload }),
      });
      const cookie = answer.cookies
        .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
        .join('; ');
      const json: Record<string, unknown> = answer.body.startsWith('{') ? answer.json() : {};
      return { status: answer.statusCode, cookie, json };
    };
    const { email, password, name } = planted;
    const token = (server.setupLink ?? '').split('#')[1] ?? '';
    const { cookie: first } = await send('POST', '/api/setup', {
      token,
      workspaceName: 'Company',
      name,
      email,
      password,
    });
    const totp = await send('POST', '/api/account/totp', { password }, { cookie: first });
    const secret = String(totp.json.secret);
    const code = authenticatorCode(secret);
    const { cookie, json } = await send('POST', '/api/account/totp/confirm', { code }, { cookie: first });
    secrets.push(token, secret, ...[json.recoveryCodes].flat().map(String));
    secrets.push(
      ...[first, cookie].map((one) => decodeURIComponent(one.split('=')[1] ?? '').split('.')[0] ?? ''),
    );
    await send('POST', '/api/sign-in', { email, password: planted.wrongPassword });
    const base = '/api/workspaces/default';
    const key = await send('POST', `${base}/keys`, { name: 'k', scopes: ['ledger.list'] }, { cookie });
    secrets.push(String(key.json.key));
    await send('GET', `${base}/ledger`, null, { authorization: `Bearer ${planted.madeUpKey}` });
    const settings = {
      url: 'https://github.example/team/store',
      token: planted.sourceToken,
      owner: 'team',
      repository: 'team/store',
    };
    const made = await send(
      'POST',
      `${base}/connections`,
      { connector: 'github', name: 'g', settings },
      { cookie },
    );
    await send('POST', `${base}/connections/${String(made.json.id)}/collect`, {}, { cookie });
    await services.background.settled();
    await send('POST', `${base}/members`, { name: planted.bodyText }, { cookie });
    // A bug: what the caller sees is `internal`, what the log says must still be no secret.
    const broken = {
      ...services,
      database: new Proxy(services.database, { get: () => () => Promise.reject(new Error('a bug')) }),
    };
    const brokenApp = await buildHttpServer(routes, createGate(routes, broken), broken);
    await brokenApp.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { origin, cookie },
      payload: { email, password },
    });
    await brokenApp.close();
    await app.close();
  }
  vi.restoreAllMocks();

  const files = readdirSync(join(folder, 'data'), { withFileTypes: true }).filter((one) =>
    one.name.endsWith('.log'),
  );
  const logged = [
    ...files.map((one) => readFileSync(join(folder, 'data', one.name), 'utf8')),
    ...output,
  ].join('\n');
  expect(logged).toContain('request failed');
  expect(secrets.every((secret) => secret.length >= 8 && secret !== 'undefined')).toBe(true);
  expect(
    secrets.filter((secret) => logged.includes(secret) || logged.includes(encodeURIComponent(secret))),
  ).toEqual([]);
}, 120_000);
