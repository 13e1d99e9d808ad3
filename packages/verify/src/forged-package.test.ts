import { describe, expect, it } from 'vitest';
import { sampleCatalog } from './testing/sample-catalog.ts';
import { sampleLedger } from './testing/sample-ledger.ts';
import { buildSample, pack, sampleRequest, unpack } from './testing/sample-package.ts';
import { editText as edit, generator, signAgain } from './testing/tamperings.ts';
import { verifyPackage } from './verify-package.ts';

const catalog = sampleCatalog;

describe('a package its own maker changed and signed again', () => {
  const forgeries: [string, string, (files: Map<string, Buffer>) => void][] = [
    [
      'a dropped failure',
      'finding-differs findings/change-signed@1.ndjson',
      (files) =>
        edit(files, 'findings/change-signed@1.ndjson', (text) => text.replace(/^.*"unsigned".*\n/m, '')),
    ],
    [
      'an edited verdict',
      'control-differs claims/controls.json: change-signing',
      (files) =>
        edit(files, 'claims/controls.json', (text) => text.replaceAll('"not-effective"', '"effective"')),
    ],
    [
      'an edited state',
      'requirement-differs claims/requirements.json: 1.1',
      (files) => edit(files, 'claims/requirements.json', (text) => text.replace('"failing"', '"operating"')),
    ],
    [
      'a requirement that is no longer asked for',
      'requirement-differs claims/requirements.json: 1.3',
      (files) => edit(files, 'claims/requirements.json', (text) => text.replace('"not-covered"', 'null')),
    ],
    [
      'a list called complete',
      'population-differs claims/populations.json: change git.example/acme',
      (files) =>
        edit(files, 'claims/populations.json', (text) =>
          text.replace('"itemsInWindow":3', '"itemsInWindow":2'),
        ),
    ],
    [
      'a record left out',
      'population-differs payloads.ndjson: change git.example/acme',
      (files) => edit(files, 'payloads.ndjson', (text) => text.replace(/^.*"signature":"none".*\n/m, '')),
    ],
    [
      'a completeness record left out',
      'payload-missing position 9',
      (files) =>
        edit(files, 'payloads.ndjson', (text) =>
          text.replace(/^.*"kind":"change".*"snapshotDigest".*\n/m, ''),
        ),
    ],
    [
      'an edited record',
      'payload-differs payloads.ndjson: position 6',
      (files) =>
        edit(files, 'payloads.ndjson', (text) => text.replace('"signature":"none"', '"signature":"ssh"')),
    ],
    [
      'payloads in another order',
      'payload-unexpected payloads.ndjson',
      (files) =>
        edit(files, 'payloads.ndjson', (text) =>
          text.trimEnd().split('\n').reverse().join('\n').concat('\n'),
        ),
    ],
    [
      'an invented erasure',
      'erasure-without-entry erased.ndjson: log 0, index 5',
      (files) => edit(files, 'erased.ndjson', () => '{"by":4,"index":5,"log":0}\n'),
    ],
    [
      'a proof of something else',
      'proof-differs proofs/',
      (files) =>
        edit(files, [...files.keys()].find((name) => name.startsWith('proofs/')) ?? '', (text) =>
          text.replace(/index \d+/, 'index 1'),
        ),
    ],
    ['one more file', 'file-unexpected extra.txt', (files) => files.set('extra.txt', Buffer.from('hello'))],
    [
      'one proof renamed',
      'file-unexpected claims/none.json',
      (files) => files.set('claims/none.json', Buffer.from('[]\n')),
    ],
  ];

  for (const [name, expected, forge] of forgeries) {
    it(`is refused with ${name}`, async () => {
      const ledger = sampleLedger();
      const files = await unpack((await buildSample(ledger.source())).zip);
      forge(files);

      const verification = await verifyPackage(await pack(signAgain(files, ledger)), { catalog });

      const named = verification.problems.map(({ what, where }) => `${what} ${where}`);
      expect(
        named.find((each) => each.startsWith(expected)),
        named.join('\n'),
      ).toBeDefined();
    });
  }

  it('is refused when its instant lies before its last entry', async () => {
    const request = { ...sampleRequest, asOf: '2026-03-01T11:00:00.000Z' };
    const { zip } = await buildSample(sampleLedger().source(), request);

    const { problems } = await verifyPackage(zip, { catalog });

    expect(problems).toContainEqual({ what: 'as-of-differs', where: 'MANIFEST.dsse.json' });
  });
});

describe('a package someone damaged on the way', () => {
  it('names each file that was deleted, changed or put in its place', async () => {
    const original = await unpack((await buildSample(sampleLedger().source())).zip);
    for (const name of original.keys()) {
      const without = new Map(original);
      without.delete(name);
      const changed = new Map(original).set(name, Buffer.from('something else\n'));

      for (const files of [without, changed]) {
        const { valid, problems } = await verifyPackage(await pack(files), { catalog });

        expect(valid, name).toBe(false);
        expect(
          problems.some(({ where }) => where.includes(name)),
          name,
        ).toBe(true);
      }
    }
  });

  it('is refused at every length it was cut to', async () => {
    const { zip } = await buildSample(sampleLedger().source());
    for (let i = 0; i < 40; i += 1) {
      const cut = zip.subarray(0, Math.floor((zip.length * i) / 40));
      expect((await verifyPackage(cut, { catalog })).valid).toBe(false);
    }
    expect((await verifyPackage(Buffer.concat([zip, Buffer.from('\n')]), { catalog })).valid).toBe(false);
    expect((await verifyPackage(Buffer.concat([Buffer.from('x'), zip]), { catalog })).valid).toBe(false);
  });

  it('has no byte that could be flipped unseen', { timeout: 60_000 }, async () => {
    const { zip } = await buildSample(sampleLedger().source());
    const random = generator(20_260_301);
    const unseen: number[] = [];
    for (let i = 0; i < 200; i += 1) {
      const at = random(zip.length);
      const flipped = Buffer.from(zip);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
      const { valid, problems } = await verifyPackage(flipped, { catalog });
      if (valid || problems.some(({ where }) => where === '')) unseen.push(at);
    }
    expect(unseen).toEqual([]);
  });
});
