import 'reflect-metadata';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { X509CertificateGenerator } from '@peculiar/x509';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { requireSafeDatabase } from './require-safe-database.ts';

test.each([
  'postgres://app:word@db.company.example/daybook',
  'postgres://app:word@10.0.0.5/daybook',
  'postgres://app@db.company.example/daybook?sslmode=no-verify',
  'postgres://app@db.company.example/daybook?sslmode=prefer',
  'postgres://app@db.company.example/daybook?sslmode=allow',
  'postgres://app@db.company.example/daybook?sslmode=require&uselibpqcompat=true',
  'postgres:///daybook?host=db.company.example',
])('a way to the database that nobody protects is refused, and the password is not told: %s', (url) => {
  expect(() => requireSafeDatabase(url)).toThrow(expect.objectContaining({ code: 'settings-invalid' }));
  expect(() => requireSafeDatabase(url)).not.toThrow(/word/);
});

test.each([
  'postgres://app@db.company.example/daybook?sslmode=verify-full',
  'postgres://app@db.company.example/daybook?sslmode=require',
  'postgres://app@db/daybook?sslmode=disable',
  'postgres://app@localhost/daybook',
  'postgres://app@127.0.0.1:5433/daybook',
  'postgres://app@[::1]/daybook',
  'postgres:///daybook?host=/run/postgresql',
])('one that is protected, on this machine, or open by the operator’s word is taken: %s', (url) => {
  expect(() => requireSafeDatabase(url)).not.toThrow();
});

test('a server with a certificate that nobody vouches for gets no password', async () => {
  const { key, cert } = await makeCertificate();
  let heard = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // PostgreSQL's way in: it is asked for TLS, says S, and TLS begins.
    socket.once('data', () => {
      socket.write('S');
      const secure = new TLSSocket(socket, { isServer: true, key, cert });
      secure.on('error', () => undefined);
      secure.on('data', (part: Buffer) => {
        heard += part.toString('latin1');
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const url = `postgres://app:planted-password@127.0.0.1:${port}/daybook?sslmode=verify-full`;
  const database = openDatabase({ kind: 'url', url }, 1);

  const refused = await database.withSystem('test', async () => 'reached').catch((error: unknown) => error);

  await database.close();
  server.close();
  expect(String(refused)).toMatch(/self.signed certificate/);
  expect(heard).not.toContain('planted-password');
});

async function makeCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date('2020-01-01T00:00:00Z');
  const notAfter = new Date('2099-01-01T00:00:00Z');
  const certificate = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=127.0.0.1', notBefore, notAfter, keys, signingAlgorithm: algorithm },
    crypto,
  );
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const kind = 'PRIVATE KEY';
  return {
    key: `-----BEGIN ${kind}-----\n${bytes}\n-----END ${kind}-----\n`,
    cert: certificate.toString('pem'),
  };
}
