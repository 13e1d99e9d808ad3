import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sampleCatalog } from './testing/sample-catalog.ts';
import {
  appendPull,
  SampleLedger,
  sampleAccount,
  sampleChange,
  sampleLedger,
  samplePerson,
} from './testing/sample-ledger.ts';
import { buildSample, sampleRequest, unpack } from './testing/sample-package.ts';
import { type Verification, verifyPackage } from './verify-package.ts';

const catalog = sampleCatalog;

describe('a package nobody touched', () => {
  it('is valid, was judged again, and says that only its own key vouches for it', async () => {
    const { zip, entries } = await buildSample(sampleLedger().source());

    const verification = await verifyPackage(zip, { catalog });

    expect(verification.problems).toEqual([]);
    expect(verification).toMatchObject({ valid: true, reran: true, entries: 15 });
    expect(entries).toBe(15);
    expect(verification.notes).toHaveLength(2);
    expect(verification.notes[0]).toContain('valid only against the key it contains');
    expect(verification.notes[1]).toContain('rung 0 of 3: no third party has confirmed anything');
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

describe('the successor of a forked log', () => {
  const successor = (knownElsewhere?: number) =>
    new SampleLedger({
      ...{ origin: 'daybook.example/acme/2026-2', keySeed: 9, predecessor: sampleLedger() },
      ...(knownElsewhere === undefined ? {} : { knownElsewhere }),
    });

  it('leaves out the positions that are known elsewhere, and the package says so', async () => {
    const { zip } = await buildSample(successor(40).source());

    const verification = await verifyPackage(zip, { catalog });

    expect(verification.problems).toEqual([]);
    expect(verification.notes).toContain(
      'daybook.example/acme/2026-2 continues a forked log: 15 entries are here, 40 were known to witness.example',
    );
  });

  it('may leave out none where nothing was forked', async () => {
    const source = successor().source();
    const [first, second] = source.logs;
    if (first === undefined || second === undefined) throw new Error('there are not two logs');
    const { zip } = await buildSample({ ...source, logs: [first, { ...second, firstPosition: 40 }] });

    expect(whats(await verifyPackage(zip, { catalog }))).toContain('log-chain-broken');
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
    ledger.append({
      type: 'payload.erased@1',
      refs: [],
      payload: { positions: [5], legalBasis: 'gdpr-art-17-1-a' },
    });
    const erased = ledger.entries[5];
    if (erased !== undefined) ledger.entries[5] = { ...erased, payload: { state: 'erased' } };

    const { zip, claims } = await buildSample(ledger.source());
    const verification = await verifyPackage(zip, { catalog });

    expect(verification.problems).toEqual([]);
    expect(verification.notes).toContain(
      'position 5: payload erased by entry 15 (gdpr-art-17-1-a), leaf intact',
    );
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
    expect(verification.notes[0]).toBe(
      'the first 9 of 15 entries are those of the checkpoint from elsewhere',
    );
    expect(verification.notes.join()).not.toContain('valid only against the key it contains');
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

function whats(verification: Verification): string[] {
  return [...new Set(verification.problems.map(({ what }) => what))].toSorted();
}
