import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newReleaseKey, releaseProblems, signatureName, signSums } from './sign-sums.ts';
import { sbomName, writeSbom } from './write-sbom.ts';
import { writeSums } from './write-sums.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-signed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'one.mjs'), 'one\n');
  writeSums(folder);
  return folder;
}

const key = newReleaseKey('release.daybook.example');

test('a signed release is whole under its own key, and under no other', () => {
  const folder = makeFolder();
  signSums(folder, key.signingKey);

  expect(releaseProblems(folder, key.verifierKey)).toEqual([]);
  expect(releaseProblems(folder, newReleaseKey('release.daybook.example').verifierKey)).toEqual([
    'SHA256SUMS.note is not signed by this key',
  ]);
});

test('a changed file, a file slipped in, a missing one and changed sums are found', () => {
  const folder = makeFolder();
  signSums(folder, key.signingKey);
  appendFileSync(join(folder, 'one.mjs'), '// more');
  writeFileSync(join(folder, 'two.mjs'), '');

  const found = releaseProblems(folder, key.verifierKey);
  rmSync(join(folder, 'one.mjs'));
  const gone = releaseProblems(folder, key.verifierKey);
  const note = join(folder, signatureName);
  writeFileSync(note, readFileSync(note, 'utf8').replace('one.mjs', 'two.mjs'));

  expect(found).toEqual(['one.mjs was changed', 'two.mjs is not among the signed files']);
  expect(gone).toEqual(['one.mjs is missing', 'two.mjs is not among the signed files']);
  expect(releaseProblems(folder, key.verifierKey)).toEqual(['SHA256SUMS.note is not signed by this key']);
});

test('without a key nothing is signed, and an earlier signature does not stay', () => {
  const folder = makeFolder();
  signSums(folder, key.signingKey);

  expect(signSums(folder, null)).toBeNull();
  expect(releaseProblems(folder, key.verifierKey)).toEqual(['there is no SHA256SUMS.note']);
});

test('the list of parts names the PostgreSQL that comes along and what it is built against', async () => {
  const folder = makeFolder();
  await writeSbom(folder);

  const text = readFileSync(join(folder, sbomName), 'utf8');
  const sbom: { components: { name: string; version: string }[] } = JSON.parse(text);
  const versionOf = (wanted: string) => sbom.components.find(({ name }) => name === wanted)?.version;

  expect(text).toContain('"bomFormat": "CycloneDX"');
  expect([versionOf('postgresql'), versionOf('openssl'), versionOf('icu')]).toEqual([
    '18.4',
    '1.1.1',
    '60.2',
  ]);
  expect(versionOf('fastify')).toBe('5.12.8');
  expect(versionOf('vitest')).toBeUndefined();
  expect(text).not.toMatch(/timestamp|serialNumber/);
}, 60_000);
