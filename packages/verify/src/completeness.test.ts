import { describe, expect, it } from 'vitest';
import type { PackageWindow } from './format/manifest.ts';
import { sampleCatalog } from './testing/sample-catalog.ts';
import { appendPull, SampleLedger, sampleAccount, sampleChange } from './testing/sample-ledger.ts';
import { buildSample, sampleRequest } from './testing/sample-package.ts';
import { verifyPackage } from './verify-package.ts';

const catalog = sampleCatalog;

describe('a list that was read before the window ended', () => {
  // The sample's pull begins at 2026-03-01T12:00:00Z and may be a day old.
  const claimsOf = async (to: string, asOf: string) => {
    const ledger = new SampleLedger();
    appendPull(ledger, { kind: 'change', scope: 'git.example/acme', records: [sampleChange(1, 'pgp')] });
    const window: PackageWindow = { from: '2026-01-01', to, zone: 'UTC' };
    const { zip, claims } = await buildSample(ledger.source(), { ...sampleRequest, window, asOf });
    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    return claims;
  };

  it('does not cover the rest of a window that is over, however fresh it was', async () => {
    const claims = await claimsOf('2026-03-02', '2026-03-02T00:00:00.000Z');

    expect(claims.populations[0]).toMatchObject({ complete: false });
    expect(claims.controls[1]).toMatchObject({ verdict: 'not-observable', counts: { pass: 0, unknown: 1 } });
  });

  it('covers a window that is still running while it is fresh', async () => {
    const claims = await claimsOf('2026-04-01', '2026-03-02T00:00:00.000Z');

    expect(claims.controls[1]).toMatchObject({ verdict: 'effective' });
  });

  it('covers a window that ended before it was read, however long ago that is', async () => {
    const claims = await claimsOf('2026-03-01', '2027-01-01T00:00:00.000Z');

    expect(claims.controls[1]).toMatchObject({ verdict: 'effective' });
  });
});

describe('a list that a later reading of its source leaves out', () => {
  it('is not whole any more, and nothing on it passes', async () => {
    const ledger = new SampleLedger();
    appendPull(ledger, { kind: 'change', scope: 'git.example/acme', records: [sampleChange(1, 'pgp')] });
    appendPull(ledger, { kind: 'change', scope: 'git.example/other', records: [sampleChange(2, 'pgp')] });

    const { zip, claims } = await buildSample(ledger.source());

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    expect(claims.populations.map(({ scope, complete }) => [scope, complete])).toEqual([
      ['git.example/acme', false],
      ['git.example/other', true],
    ]);
    expect(claims.controls[1]).toMatchObject({ verdict: 'not-observable', counts: { pass: 1, unknown: 1 } });
  });
});

describe('a list that was suddenly much shorter', () => {
  it('keeps its items until somebody confirmed that they are gone', async () => {
    const ledger = new SampleLedger();
    const accounts = { kind: 'account', scope: 'git.example' };
    const [stays, goes] = [sampleAccount(0), sampleAccount(1)];
    const known = appendPull(ledger, { ...accounts, records: [stays, goes] });
    appendPull(ledger, { ...accounts, records: [] }, { isComplete: false, known });
    const doubted = await buildSample(ledger.source());
    const refs = ['con_account', 'pul_account-5'];
    ledger.append({ type: 'pull.shrink-confirmed@1', refs, payload: { reason: 'the team left' } });
    appendPull(ledger, { ...accounts, records: [{ key: goes.key }] }, { known });
    const confirmed = await buildSample(ledger.source());

    for (const { zip } of [doubted, confirmed])
      expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    const claimed = [doubted, confirmed].map(({ claims }) => claims.populations);
    expect(claimed).toMatchObject([[{ items: 2, complete: false }], [{ items: 1, complete: true }]]);
  });
});
