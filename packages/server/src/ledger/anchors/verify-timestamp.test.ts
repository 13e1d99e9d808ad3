import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestAuthority, purposeOids, type TestAuthority } from '@daybook/verify/test-authority';
import { verifyTimestamp } from '@daybook/verify/timestamps';
import { beforeAll, describe, expect, test } from 'vitest';
import { readTimestampReply } from './read-timestamp-reply.ts';
import { timestampNonce, timestampRequest } from './timestamp-request.ts';

const imprint = hash('sha256', 'a checkpoint\n', 'buffer');
const nonce = timestampNonce(Buffer.from('ff01020304050607', 'hex'));
const request = timestampRequest(imprint, nonce);

let authority: TestAuthority;

beforeAll(async () => {
  authority = await createTestAuthority();
});

function verify(reply: Uint8Array, rootCertificates = authority.rootPem) {
  return verifyTimestamp(readTimestampReply(reply), { imprint, nonce, rootCertificates });
}

test('the request is the 69 bytes of RFC 3161: version, SHA-256 imprint, nonce, certReq', () => {
  const expected = `30430201013031300d060960864801650304020105000420${imprint.toString('hex')}02087f010203040506070101ff`;

  expect(Buffer.from(request).toString('hex')).toBe(expected);
});

test('a nonce is a positive number that DER writes in eight bytes, whatever the random bytes', () => {
  expect(timestampNonce(new Uint8Array(8))[0]).toBe(0x40);
  expect(timestampNonce(new Uint8Array(8).fill(255))[0]).toBe(0x7f);
});

test('a good token says when and by whom', async () => {
  expect(await verify(await authority.answer(request))).toEqual({
    at: '2026-03-01T12:00:05.000Z',
    signer: 'CN=Test authority',
  });
});

test('a token still verifies without its nonce, as it lies in a package', async () => {
  const token = readTimestampReply(await authority.answer(request));

  const verified = verifyTimestamp(token, { imprint, nonce: null, rootCertificates: authority.rootPem });

  await expect(verified).resolves.toMatchObject({ at: '2026-03-01T12:00:05.000Z' });
});

describe('a token does not count', () => {
  const wrong = {
    'when it stamps another hash': [{ imprint: Buffer.alloc(32, 9) }, /something else than what was sent/],
    'when it answers another nonce': [{ nonce: Buffer.alloc(8, 0x41) }, /its nonce differs/],
    'when its signed digest is another one': [
      { isDigestWrong: true },
      /signed digest is not that of its content/,
    ],
    'when it names another certificate': [{ isCertificateIdWrong: true }, /not among those it brings/],
    'when it names no certificate': [{ isCertificateIdMissing: true }, /does not name its certificate/],
    'when its certificate had expired by then': [
      { genTime: '2027-06-01T00:00:00Z' },
      /does not lead to a trusted root that was valid then/,
    ],
    'when its certificate was not valid yet': [
      { genTime: '2025-12-31T00:00:00Z' },
      /does not lead to a trusted root that was valid then/,
    ],
    'when the authority refused': [{ status: 2 }, /the authority refused: status 2/],
  } as const;

  test.each(Object.entries(wrong))('%s', async (_name, [changes, problem]) => {
    const reply = await authority.answer(request, changes);

    await expect(async () => verify(reply)).rejects.toThrow(problem);
  });

  test('when its certificate is for something else too', async () => {
    for (const changes of [
      { purposes: [purposeOids.codeSigning] },
      { purposes: [purposeOids.timeStamping, purposeOids.codeSigning] },
      { isPurposeCritical: false },
    ]) {
      const other = await createTestAuthority(changes);
      const reply = await other.answer(request);

      await expect(verify(reply, other.rootPem)).rejects.toThrow(/not one for time stamps alone/);
    }
  });

  test('when its root is not the one that is trusted, though it has the same name', async () => {
    const other = await createTestAuthority();
    const reply = await other.answer(request);

    await expect(verify(reply)).rejects.toThrow(/does not lead to a trusted root/);
  });

  test('when the root itself had expired by then', async () => {
    const old = await createTestAuthority({ rootValidTo: '2026-02-01T00:00:00Z' });
    const reply = await old.answer(request);

    await expect(verify(reply, old.rootPem)).rejects.toThrow(/does not lead to a trusted root/);
  });

  test('when it is cut off anywhere, or anything follows it', async () => {
    const reply = await authority.answer(request);

    for (let size = 0; size < reply.length; size += 7) {
      await expect(async () => verify(reply.subarray(0, size)), `${size} bytes`).rejects.toThrow();
    }
    await expect(async () => verify(Buffer.concat([reply, Buffer.of(0)]))).rejects.toThrow(/not a whole/);
  });

  test('when any of its bytes is another one, but for those that name no fact', async () => {
    const reply = await authority.answer(request);
    const good = await verify(reply);

    let found = 0;
    for (let at = 0; at < reply.length; at += 3) {
      const changed = Buffer.from(reply);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const said = await Promise.resolve()
        .then(() => verify(changed))
        .catch(() => null);
      if (said === null) found += 1;
      // Unsigned framing may differ; what is said may not.
      else expect(said).toEqual(good);
    }
    expect(found).toBeGreaterThan(reply.length / 3 / 2);
  });
});

const openssl = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL');
  } catch {
    return false;
  }
})();

test('OpenSSL reads our request and answers it, and what it answers verifies', async ({ skip }) => {
  if (!openssl) skip('NOT RUN: there is no `openssl` on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'daybook-tsa-'));
  const path = (name: string) => join(folder, name);
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  try {
    writeFileSync(path('tsa.cnf'), configuration);
    writeFileSync(path('request.tsq'), request);
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=Root',
      '-keyout',
      'root.key',
      '-out',
      'root.pem',
      '-days',
      '30',
      '-config',
      'tsa.cnf',
      '-extensions',
      'root',
    );
    run(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=OpenSSL authority',
      '-keyout',
      'tsa.key',
      '-out',
      'tsa.csr',
      '-config',
      'tsa.cnf',
    );
    run(
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-CAcreateserial',
      '-days',
      '20',
      '-extfile',
      'tsa.cnf',
      '-extensions',
      'signer',
      '-out',
      'tsa.pem',
    );
    run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request.tsq', '-out', 'reply.tsr');
    run(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-section',
      'precise',
      '-queryfile',
      'request.tsq',
      '-out',
      'precise.tsr',
    );
    const rootPem = readFileSync(path('root.pem'), 'utf8');

    const said = await verify(readFileSync(path('reply.tsr')), rootPem);
    const precise = await verify(readFileSync(path('precise.tsr')), rootPem);

    expect(said.signer).toBe('CN=OpenSSL authority');
    expect(said.at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(Math.abs(Date.parse(precise.at) - Date.parse(said.at))).toBeLessThan(60_000);
    writeFileSync(path('token.der'), readTimestampReply(readFileSync(path('reply.tsr'))));
    writeFileSync(path('stamped'), 'a checkpoint\n');
    const verdict = run(
      'ts',
      '-verify',
      '-data',
      'stamped',
      '-in',
      'token.der',
      '-token_in',
      '-CAfile',
      'root.pem',
    );
    expect(verdict.toString()).toContain('Verification: OK');
    await expect(verify(readFileSync(path('reply.tsr')))).rejects.toThrow(/does not lead to a trusted root/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const configuration = `
[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[signer]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = plain
[plain]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[precise]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = root.pem
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;
