import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGuardedFetch } from '../outbound/guarded-fetch.ts';
import { fingerprintOf, type KeyService } from './key-service.ts';
import { createVaultKeyService, vaultSettingsOf } from './vault-key-service.ts';

type Answer = (question: IncomingMessage, body: string, answer: ServerResponse) => void;

const key = Buffer.alloc(32, 9);
const kept = { fingerprint: fingerprintOf(key), wrapped: 'vault:v3:a2V5' };
const timeoutMs = 300;
let asked: { url: string; token: unknown; body: string }[];
let behave: Answer;
let service: KeyService;
let tokenFile: string;
let close: () => void;

beforeEach(async () => {
  asked = [];
  behave = good;
  const server = createServer((question, answer) => {
    let body = '';
    question.on('data', (part: Buffer) => {
      body += part.toString();
    });
    question.on('end', () => {
      asked.push({ url: question.url ?? '', token: question.headers['x-vault-token'], body });
      behave(question, body, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const dir = mkdtempSync(join(tmpdir(), 'daybook-kms-'));
  tokenFile = join(dir, 'token');
  writeFileSync(tokenFile, 'a-token-of-a-test\n');
  const network = createGuardedFetch({ allowedHosts: new Set([`127.0.0.1:${port}`]) });
  const url = `http://127.0.0.1:${port}`;
  service = createVaultKeyService({ url, key: 'daybook', tokenFile, timeoutMs }, network);
  close = () => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true });
  };
});
afterEach(() => close());

/** As the transit engine answers; recorded shape of its API, values of our own. */
const good: Answer = ({ url = '' }, _body, answer) => {
  const data = url.includes('/encrypt/')
    ? { ciphertext: kept.wrapped, key_version: 3 }
    : { plaintext: key.toString('base64') };
  answer.end(JSON.stringify({ request_id: 'r', lease_id: '', renewable: false, data }));
};

function saying(status: number, body: string): Answer {
  return (_question, _body, answer) => answer.writeHead(status).end(body);
}

test('a key is wrapped and had back once before anything rests on it, with the token of the file', async () => {
  const wrapped = await service.wrap(key);

  expect(wrapped).toBe(kept.wrapped);
  expect(asked.map(({ url }) => url)).toEqual(['/v1/transit/encrypt/daybook', '/v1/transit/decrypt/daybook']);
  expect(asked[0]).toMatchObject({
    token: 'a-token-of-a-test',
    body: JSON.stringify({ plaintext: key.toString('base64') }),
  });
  expect(await service.unwrap(kept)).toEqual(key);
});

test('a token that was renewed meanwhile is used from then on', async () => {
  writeFileSync(tokenFile, 'a-renewed-token');

  await service.unwrap(kept);

  expect(asked[0]?.token).toBe('a-renewed-token');
});

const badly: readonly (readonly [name: string, behaviour: Answer, why: RegExp])[] = [
  ['sealed', saying(503, '{"errors":["Vault is sealed"]}'), /sealed or down/],
  ['a token that ran out', saying(403, '{"errors":["permission denied"]}'), /token/],
  [
    'a key version it does not have any more',
    saying(400, '{"errors":["ciphertext version"]}'),
    /wrapped key/,
  ],
  ['never answering', () => undefined, /did not answer within 0.3 s/],
  [
    'answering without end',
    (_q, _b, answer) => void drip(answer),
    /did not answer|too large|longer|more than/,
  ],
  [
    'another key',
    saying(200, JSON.stringify({ data: { plaintext: Buffer.alloc(32, 1).toString('base64') } })),
    /another key/,
  ],
  ['a cut answer', (_q, _b, answer) => cut(answer), /could not be reached|something else/],
  ['half an answer', saying(200, '{"data":{"plain'), /something else/],
  ['no JSON', saying(200, '<html>a proxy</html>'), /something else/],
  [
    'sending us elsewhere',
    (_q, _b, answer) => answer.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    /redirect/,
  ],
];

function drip(answer: ServerResponse): void {
  answer.writeHead(200);
  const part = Buffer.alloc(32 * 1024, 0x20);
  for (let i = 0; i < 4; i += 1) answer.write(part);
}

function cut(answer: ServerResponse): void {
  answer.writeHead(200, { 'content-length': '1000' });
  answer.write('{"data":');
  setImmediate(() => answer.destroy());
}

test.each(badly)(
  'a service that behaves badly is refused and told apart: %s',
  async (_name, behaviour, why) => {
    behave = behaviour;

    const refused = await service.unwrap(kept).catch((error: unknown) => error);

    expect(refused).toMatchObject({ code: 'key-service-failed', message: expect.stringMatching(why) });
    expect(String(refused)).not.toContain('a-token-of-a-test');
    expect(String(refused)).not.toContain(key.toString('base64'));
  },
);

test.each(badly)('nothing is put under a key that cannot be had back: %s', async (_name, behaviour) => {
  behave = (question, body, answer) =>
    (question.url?.includes('/encrypt/') ? good : behaviour)(question, body, answer);

  await expect(service.wrap(key)).rejects.toMatchObject({ code: 'key-service-failed' });
});

test('half a configuration is refused, and none is none', () => {
  const whole = {
    DAYBOOK_KMS_URL: 'https://kms.example',
    DAYBOOK_KMS_KEY: 'k',
    DAYBOOK_KMS_TOKEN_FILE: '/t',
  };

  expect(vaultSettingsOf({})).toBeNull();
  expect(vaultSettingsOf(whole)).toMatchObject({ key: 'k' });
  expect(vaultSettingsOf({ ...whole, DAYBOOK_KMS_URL: 'http://127.0.0.1:8200' })).toMatchObject({ key: 'k' });
  const wrong = [
    { DAYBOOK_KMS_URL: whole.DAYBOOK_KMS_URL },
    { ...whole, DAYBOOK_KMS_URL: 'file:///etc/passwd' },
    { ...whole, DAYBOOK_KMS_URL: 'http://kms.example:8200' },
    { ...whole, DAYBOOK_KMS_KEY: '../sys/seal' },
    { ...whole, DAYBOOK_KMS_MOUNT: 'a/../b' },
  ];
  for (const environment of wrong) expect(() => vaultSettingsOf(environment)).toThrow();
});
