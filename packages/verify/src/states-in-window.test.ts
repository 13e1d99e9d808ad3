import { describe, expect, it } from 'vitest';
import { sampleCatalog } from './testing/sample-catalog.ts';
import {
  appendPull,
  SampleLedger,
  sampleAccount,
  sampleLedger,
  samplePerson,
} from './testing/sample-ledger.ts';
import { buildSample, sampleRequest, unpack } from './testing/sample-package.ts';
import { verifyPackage } from './verify-package.ts';

const catalog = sampleCatalog;
const unread = 'nothing was read of it in the window';

/** The sample's lists were read once, on 2026-03-01 about noon, and may be a day old: one of two accounts fails. */
async function packageOf(from: string, to: string, asOf = '2026-03-01T13:00:00.000Z') {
  const request = { ...sampleRequest, window: { from, to, zone: 'UTC' } as const, asOf };
  const { zip, claims } = await buildSample(sampleLedger().source(), request);
  const { problems, reran } = await verifyPackage(zip, { catalog });
  expect({ problems, reran }).toEqual({ problems: [], reran: true });
  return {
    accounts: claims.populations.find(({ kind }) => kind === 'account'),
    people: claims.populations.find(({ kind }) => kind === 'person'),
    control: claims.controls.find(({ id }) => id === 'account-ownership'),
    changes: claims.populations.find(({ kind }) => kind === 'change'),
    findings: claims.findings.get('findings/account-owned@1.ndjson'),
    files: await unpack(zip),
  };
}

describe('a window that was over before its lists of states were first read', () => {
  it('has none of their items, passes none and fails none', async () => {
    const { accounts, people, control, findings } = await packageOf('2026-01-01', '2026-03-01');

    expect(accounts).toMatchObject({ items: 2, itemsInWindow: 0, complete: false, reasons: [unread] });
    expect(people).toMatchObject({ items: 1, itemsInWindow: 0, complete: false, reasons: [unread] });
    const none = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
    expect(control).toMatchObject({ verdict: 'not-observable', items: 0, counts: none });
    expect(findings).toEqual([]);
  });

  it('still has the events that fall in it', async () => {
    const { changes } = await packageOf('2026-01-01', '2026-03-01');

    expect(changes).toMatchObject({ items: 4, itemsInWindow: 3, complete: true });
  });

  it('says in plain words how many were seen later, and that their records are in the file', async () => {
    const { files } = await packageOf('2026-01-01', '2026-03-01');

    const readme = files.get('README.txt')?.toString() ?? '';
    expect(readme).toContain(
      '- account in git.example: 0 in the window, 2 known, 2 first seen after the window, NOT COMPLETE',
    );
    expect(readme).toContain(`NOT COMPLETE: ${unread}.`);
    expect(readme).toContain('Records first seen after the window are in payloads.ndjson');
    expect(files.get('payloads.ndjson')?.toString()).toContain('"kind":"account"');
  });
});

describe('a list of states that was read whole before the window ended', () => {
  it('counts when it was read within the window', async () => {
    const { accounts, control, files } = await packageOf('2026-03-01', '2026-03-02');

    expect(accounts).toMatchObject({ itemsInWindow: 2, complete: true, reasons: [] });
    expect(control).toMatchObject({ verdict: 'not-effective', counts: { pass: 1, fail: 1 } });
    expect(files.get('README.txt')?.toString()).not.toContain('after the window');
  });

  it('counts when it was read before the window and was not too old as the window began', async () => {
    const { accounts } = await packageOf('2026-03-02', '2026-04-01', '2026-03-02T00:00:00.000Z');

    expect(accounts).toMatchObject({ itemsInWindow: 2, complete: true });
  });

  it('does not count when it was too old as the window began', async () => {
    const { accounts, control } = await packageOf('2026-03-03', '2026-04-01');

    expect(accounts).toMatchObject({ complete: false, reasons: [unread] });
    expect(control).toMatchObject({ counts: { pass: 0 } });
  });
});

describe('an account that came onto its list after the window', () => {
  // Nobody owns account 1 nor account 2: both fail once they count.
  const laterLedger = () => {
    const ledger = new SampleLedger();
    const place = { kind: 'account', scope: 'git.example' };
    const known = appendPull(ledger, { ...place, records: [sampleAccount(0), sampleAccount(1)] });
    const people = { kind: 'person', scope: 'people' };
    const knownPeople = appendPull(ledger, { ...people, records: [samplePerson(0)] });
    ledger.beginsAtMs = Date.UTC(2026, 4, 1, 12);
    appendPull(ledger, { ...place, records: [sampleAccount(2)] }, { known });
    appendPull(ledger, { ...people, records: [] }, { known: knownPeople });
    return ledger;
  };
  const claimsOf = async (to: string) => {
    const window = { from: '2026-01-01', to, zone: 'UTC' } as const;
    const request = { ...sampleRequest, window, asOf: '2026-05-01T13:00:00.000Z' };
    const { zip, claims } = await buildSample(laterLedger().source(), request);
    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    return claims;
  };

  it('is no item of it and fails nothing in it', async () => {
    const claims = await claimsOf('2026-04-01');

    expect(claims.populations[0]).toMatchObject({ items: 3, itemsInWindow: 2, complete: true });
    expect(claims.controls.find(({ id }) => id === 'account-ownership')).toMatchObject({
      verdict: 'not-effective',
      counts: { pass: 1, fail: 1, unknown: 0 },
    });
  });

  it('counts in the window in which it came', async () => {
    const claims = await claimsOf('2026-06-01');

    expect(claims.populations[0]).toMatchObject({ items: 3, itemsInWindow: 3, complete: true });
    expect(claims.controls.find(({ id }) => id === 'account-ownership')).toMatchObject({
      counts: { pass: 1, fail: 2, unknown: 0 },
    });
  });
});

describe('a list beside the items that was first read after the window', () => {
  it('makes no item of the window fail', async () => {
    const ledger = new SampleLedger();
    const records = [sampleAccount(0), sampleAccount(1)];
    const accounts = { kind: 'account', scope: 'git.example' };
    const known = appendPull(ledger, { ...accounts, records });
    ledger.beginsAtMs = Date.UTC(2026, 4, 1, 12);
    appendPull(ledger, { ...accounts, records: [] }, { known });
    appendPull(ledger, { kind: 'person', scope: 'people', records: [samplePerson(0)] });

    const window = { from: '2026-01-01', to: '2026-04-01', zone: 'UTC' } as const;
    const request = { ...sampleRequest, window, asOf: '2026-05-01T13:00:00.000Z' };
    const { zip, claims } = await buildSample(ledger.source(), request);

    expect((await verifyPackage(zip, { catalog })).problems).toEqual([]);
    expect(claims.populations.map(({ kind, complete }) => [kind, complete])).toEqual([
      ['account', true],
      ['person', false],
    ]);
    expect(claims.controls.find(({ id }) => id === 'account-ownership')).toMatchObject({
      verdict: 'not-observable',
      counts: { fail: 0 },
    });
  });
});
