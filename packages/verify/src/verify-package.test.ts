import { createHash } from 'node:crypto';
import { canonicalize } from '@daybook/ledger';
import { describe, expect, it } from 'vitest';
import { manifestNoteText } from './format/manifest-note.ts';
import { sampleCatalog } from './testing/sample-catalog.ts';
import {
  appendPull,
  SampleLedger,
  sampleAccount,
  sampleChange,
  sampleLedger,
  samplePerson,
} from './testing/sample-ledger.ts';
import { buildSample, pack, sampleRequest, unpack } from './testing/sample-package.ts';
import { type Verification, verifyPackage } from './verify-package.ts';

const catalog = sampleCatalog;

describe('a package nobody touched', () => {
  it('is valid, was judged again, and says that only its own key vouches for it', async () => {
    const { zip, entries } = await buildSample(sampleLedger().source());

    const verification = await verifyPackage(zip, { catalog });

    expect(verification.problems).toEqual([]);
    expect(verification).toMatchObject({ valid: true, reran: true, entries: 15 });
    expect(entries).toBe(15);
    expect(verification.notes).toHaveLength(1);
    expect(verification.notes[0]).toContain('valid only against the key it contains');
  });

  it('states the verdicts that follow from its items by hand', async () => {
    const { claims } = await buildSample(sampleLedger().source());

    expect(claims.requirements.map(({ id, state }) => [id, state])).toEqual([
      ['1', null],
      ['1.1', 'failing'],
      ['1.2', 'failing'],
      ['1.3', 'not-covered'],
    ]);
    expect(claims.controls.map(({ id, counts, items }) => [id, counts, items])).toEqual([
      ['account-ownership', { pass: 1, fail: 1, unknown: 0, notApplicable: 0 }, 2],
      ['change-signing', { pass: 1, fail: 1, unknown: 1, notApplicable: 0 }, 3],
    ]);
  });

  it('is the same to the byte when it is built twice', async () => {
    const first = await buildSample(sampleLedger().source());
    const second = await buildSample(sampleLedger().source());

    expect(second.zip.equals(first.zip)).toBe(true);
    expect(first.digest).toBe(createHash('sha256').update(first.zip).digest('hex'));
  });

  it('names people of the packed items only, and nobody where names are left out', async () => {
    const named = await unpack((await buildSample(sampleLedger().source())).zip);
    const request = { ...sampleRequest, names: 'left-out' } as const;
    const unnamed = await unpack((await buildSample(sampleLedger().source(), request)).zip);

    expect(named.get('payloads.ndjson')?.toString()).toContain('Person 1');
    expect(named.get('payloads.ndjson')?.toString()).not.toContain('Person 3');
    expect(unnamed.get('payloads.ndjson')?.toString()).not.toContain('Person');
  });

  it('holds with hundreds of entries, so with tiles above the leaves', async () => {
    const ledger = sampleLedger();
    const known = new Map();
    for (let pull = 0; pull < 3; pull += 1) {
      const records = Array.from({ length: 200 }, (_, i) => sampleChange(1000 + pull * 200 + i, 'pgp'));
      const scope = `git.example/other-${pull}`;
      appendPull(ledger, { kind: 'change', scope, records }, { known });
    }
    const { zip } = await buildSample(ledger.source());

    const verification = await verifyPackage(zip, { catalog });

    expect(verification.problems).toEqual([]);
    expect(verification.entries).toBe(618);
  });
});

describe('a ledger that went on in a new year', () => {
  const nextYear = () => {
    const next = new SampleLedger({
      origin: 'daybook.example/acme/2027',
      keySeed: 9,
      predecessor: sampleLedger(),
    });
    appendPull(next, { kind: 'change', scope: 'git.example/other', records: [sampleChange(9, 'pgp')] });
    return next;
  };

  it('is packed and verified whole, each year against its own checkpoint', async () => {
    const ledger = nextYear();
    const { zip, claims, entries } = await buildSample(ledger.source());

    const verification = await verifyPackage(zip, { catalog, checkpoint: sampleLedger().checkpoint(9) });

    expect(verification.problems).toEqual([]);
    expect(entries).toBe(18);
    expect(claims.populations.map(({ scope }) => scope)).toContain('git.example/other');
    expect(claims.populations.flatMap(({ sources }) => sources.map(({ position }) => position))).toContain(
      17,
    );
  });

  it('is refused when the year before is another than the one it was opened upon', async () => {
    const source = nextYear().source();
    const rewritten = new SampleLedger();
    for (let i = 1; i < 15; i += 1) rewritten.append({ type: 'member.added@1', refs: [] });
    const [log] = rewritten.source().logs;
    if (log === undefined) throw new Error('there is no log');
    const forged = {
      ...source,
      logs: [log, ...source.logs.slice(1)],
      entries: (each: typeof log) => (each.origin === log.origin ? rewritten.entries : source.entries(each)),
    };

    const { zip } = await buildSample(forged);

    expect(whats(await verifyPackage(zip, { catalog }))).toEqual(['log-chain-broken']);
  });
});

describe('what happened to the source', () => {
  it('takes an item that a complete pull no longer lists as gone', async () => {
    const ledger = new SampleLedger();
    const place = { kind: 'change', scope: 'git.example/acme' };
    const known = appendPull(ledger, {
      ...place,
      records: [sampleChange(1, 'pgp'), sampleChange(2, 'none')],
    });
    appendPull(ledger, { ...place, records: [{ key: sampleChange(2, 'none').key }] }, { known });

    const { zip, claims } = await buildSample(ledger.source());

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    expect(claims.controls.find(({ id }) => id === 'change-signing')).toMatchObject({
      verdict: 'effective',
      items: 1,
    });
  });

  it('lets nothing pass on a list with rejected rows', async () => {
    const ledger = new SampleLedger();
    const records = [sampleChange(1, 'pgp')];
    appendPull(ledger, { kind: 'change', scope: 'git.example/acme', records }, { isComplete: false });

    const { zip, claims } = await buildSample(ledger.source());

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    const [, control] = claims.controls;
    expect(control).toMatchObject({ verdict: 'not-observable', counts: { pass: 0, unknown: 1 } });
  });

  it('lets nothing pass on a list that is older than its maximum gap', async () => {
    const ledger = new SampleLedger();
    appendPull(ledger, { kind: 'change', scope: 'git.example/acme', records: [sampleChange(1, 'pgp')] });
    const request = { ...sampleRequest, asOf: '2026-03-03T00:00:00.000Z' };

    const { zip, claims } = await buildSample(ledger.source(), request);

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    expect(claims.controls[1]).toMatchObject({ verdict: 'not-observable' });
  });

  it('lets nothing pass after a reading that failed, and keeps what is known', async () => {
    const ledger = new SampleLedger();
    const records = [sampleChange(1, 'pgp'), sampleChange(2, 'none')];
    appendPull(ledger, { kind: 'change', scope: 'git.example/acme', records });
    const times = { startedAt: '2026-03-01T12:01:00.000Z', finishedAt: '2026-03-01T12:01:30.000Z' };
    const payload = { connector: 'sample', ...times, message: 'it did not answer', populations: [] };
    ledger.append({ type: 'pull.failed@1', refs: ['con_change', 'pul_failed'], payload });

    const { zip, claims } = await buildSample(ledger.source());

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    expect(claims.populations[0]).toMatchObject({ complete: false, reasons: ['it did not answer'] });
    expect(claims.controls[1]).toMatchObject({
      verdict: 'not-effective',
      counts: { pass: 0, fail: 1, unknown: 1 },
    });
  });

  it('keeps a known failure when the list beside it breaks, and does not invent one', async () => {
    const ledger = new SampleLedger();
    const place = { kind: 'account', scope: 'git.example' };
    const known = appendPull(ledger, { ...place, records: [sampleAccount(1)] });
    appendPull(ledger, { kind: 'person', scope: 'people', records: [samplePerson(0)] });
    const times = { startedAt: '2026-03-01T12:01:00.000Z', finishedAt: '2026-03-01T12:01:30.000Z' };
    const payload = { connector: 'sample', ...times, message: 'it did not answer', populations: [] };
    ledger.append({ type: 'pull.failed@1', refs: ['con_person', 'pul_failed'], payload });
    const before = await buildSample(ledger.source());
    appendPull(ledger, { ...place, records: [sampleAccount(2)] }, { known });

    const after = await buildSample(ledger.source());

    expect((await verifyPackage(after.zip, { catalog })).problems).toEqual([]);
    expect(before.claims.controls[0]).toMatchObject({ verdict: 'not-effective', counts: { fail: 1 } });
    expect(after.claims.controls[0]).toMatchObject({ counts: { pass: 0, fail: 1, unknown: 1 } });
  });

  it('ignores what a pull wrote that never closed', async () => {
    const ledger = new SampleLedger();
    const { key, value } = sampleChange(1, 'pgp');
    const payload = { kind: 'change', scope: 'git.example/acme', key, value };
    ledger.append({ type: 'record.observed@1', refs: ['con_change', 'pul_open'], payload });

    const { zip, claims } = await buildSample(ledger.source());

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    expect(claims.populations).toEqual([]);
    expect(claims.controls[1]).toMatchObject({ verdict: 'not-tested' });
  });

  it('says that an erased payload is gone and counts its population as incomplete', async () => {
    const ledger = sampleLedger();
    ledger.append({ type: 'payload.erased@1', refs: [], payload: { index: 5 } });
    const erased = ledger.entries[5];
    if (erased !== undefined) ledger.entries[5] = { ...erased, payload: { state: 'erased', by: 15 } };

    const { zip, claims } = await buildSample(ledger.source());
    const verification = await verifyPackage(zip, { catalog });

    expect(verification.problems).toEqual([]);
    expect(verification.notes.join()).toContain('1 payloads were erased');
    expect(claims.populations.find(({ kind }) => kind === 'change')?.complete).toBe(false);
  });
});

describe('a checkpoint from elsewhere', () => {
  it('confirms the entries it names', async () => {
    const ledger = sampleLedger();
    const checkpoint = ledger.checkpoint(9);
    const { zip } = await buildSample(ledger.source());

    const verification = await verifyPackage(zip, { catalog, checkpoint });

    expect(verification.valid).toBe(true);
    expect(verification.notes).toEqual([
      'the first 9 of 15 entries are those of the checkpoint from elsewhere',
    ]);
  });

  it('alone finds a ledger that was rewritten and signed again', async () => {
    const checkpoint = sampleLedger().checkpoint();
    const rewritten = new SampleLedger();
    appendPull(rewritten, { kind: 'change', scope: 'git.example/acme', records: [sampleChange(1, 'pgp')] });
    for (let i = rewritten.entries.length; i < 15; i += 1)
      rewritten.append({ type: 'member.added@1', refs: [] });
    const { zip } = await buildSample(rewritten.source());

    const alone = await verifyPackage(zip, { catalog });
    const compared = await verifyPackage(zip, { catalog, checkpoint });

    expect(alone.valid).toBe(true);
    expect(whats(compared)).toEqual(['fork']);
  });

  it('finds another key under the same name', async () => {
    const { zip } = await buildSample(sampleLedger(8).source());

    const compared = await verifyPackage(zip, { catalog, checkpoint: sampleLedger(7).checkpoint() });

    expect(whats(compared)).toEqual(['fork', 'outside-checkpoint-not-signed']);
  });

  it('cannot be larger than the package, or of another log', async () => {
    const { zip } = await buildSample(sampleLedger().source());
    const longer = sampleLedger();
    longer.append({ type: 'member.added@1', refs: [] });
    const other = sampleLedger().checkpoint().replaceAll('acme', 'else');

    expect(whats(await verifyPackage(zip, { catalog, checkpoint: longer.checkpoint() }))).toEqual([
      'outside-checkpoint-is-newer',
    ]);
    expect(whats(await verifyPackage(zip, { catalog, checkpoint: other }))).toEqual([
      'outside-checkpoint-of-another-log',
    ]);
    expect(whats(await verifyPackage(zip, { catalog, checkpoint: 'no note' }))).toEqual([
      'outside-checkpoint-malformed',
    ]);
  });
});

describe('another verifier', () => {
  it('does not say that it judged again by a check it does not ship', async () => {
    const { zip } = await buildSample(sampleLedger().source());
    const checks = new Map([...catalog.checks].filter(([id]) => id !== 'change-signed'));

    const verification = await verifyPackage(zip, { catalog: { ...catalog, checks } });

    expect(verification).toMatchObject({ valid: true, reran: false });
    expect(verification.notes.join('\n')).toContain('check-unknown: `change-signed@1`');
  });
});

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

    expect(whats(await verifyPackage(zip, { catalog }))).toContain('as-of-differs');
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
    for (let i = 0; i < 1_000; i += 1) {
      const at = random(zip.length);
      const flipped = Buffer.from(zip);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
      const { valid, problems } = await verifyPackage(flipped, { catalog });
      if (valid || problems.some(({ where }) => where === '')) unseen.push(at);
    }
    expect(unseen).toEqual([]);
  });
});

function whats(verification: Verification): string[] {
  return [...new Set(verification.problems.map(({ what }) => what))].toSorted();
}

function edit(files: Map<string, Buffer>, name: string, change: (text: string) => string): void {
  const before = files.get(name)?.toString() ?? '';
  const after = change(before);
  if (after === before) throw new Error(`the forgery changed nothing in \`${name}\``);
  files.set(name, Buffer.from(after));
}

/** What a maker with the log's key can do: list the forged files anew and sign the list. */
function signAgain(files: Map<string, Buffer>, ledger: SampleLedger): Map<string, Buffer> {
  const manifest = JSON.parse(files.get('MANIFEST.json')?.toString() ?? '');
  const names = [...files.keys()].filter((name) => !name.startsWith('MANIFEST')).toSorted();
  manifest.files = names.map((name) => {
    const content = files.get(name) ?? Buffer.alloc(0);
    return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  });
  const bytes = Buffer.from(`${canonicalize(manifest)}\n`);
  files.set('MANIFEST.json', bytes);
  files.set('MANIFEST.sig', Buffer.from(ledger.sign(manifestNoteText(bytes))));
  return files;
}

/** A small linear congruential generator, so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
