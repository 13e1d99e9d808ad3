import type { Removal } from '@daybook/client';
import { expect, test, vi } from 'vitest';

// Texts are chosen by the language of the page.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });
const { fanClock, fanRows, rowWords } = await import('./leaver-fan-rows.ts');

const base: Removal = {
  ...{
    id: 'rmv_1',
    origin: 'lvr_1',
    cause: 'left',
    what: 'account',
    layer: 'individual',
    system: 'helpdesk',
  },
  ...{ kind: 'account', scope: 'helpdesk', key: 'helpdesk/x', title: 'Ada', state: 'open', isLate: false },
  isToHandOver: false,
  ...{
    effectiveAt: '2026-03-01T00:00:00.000Z',
    dueAt: '2026-03-02T00:00:00.000Z',
    openedAt: '2026-03-01T00:00:00.000Z',
  },
  ...{
    lastSeenAt: null,
    firstAbsentAt: null,
    isObservable: true,
    isAttestedOnly: false,
    reasons: [],
    usedAfterAt: null,
  },
  ...{
    attestation: null,
    exception: null,
    attestationAnew: null,
    exceptionAnew: null,
    approvedAgainAt: null,
    returns: 0,
    positions: [1],
  },
};

test('layers stand in their order, with a heading only where there are several', () => {
  expect(fanRows([base]).map(({ removal }) => removal === null)).toEqual([false]);
  const both = fanRows([
    { ...base, id: 'rmv_2', layer: 'token' },
    { ...base, layer: 'partner' },
  ]);
  expect(both.map(({ label, removal }) => (removal === null ? label : removal.layer))).toEqual([
    'Partner, N = 1',
    'partner',
    'Tokens and system users, N = 1',
    'token',
  ]);
});

test('an item nobody could look at is said to be unknown, with the reason', () => {
  const words = rowWords({ ...base, isObservable: false, reasons: ['the source is off'] });

  expect(words).toContain('Cannot tell');
  expect(words).toContain('the source is off');
  expect(rowWords({ ...base, isObservable: false })).not.toContain('gone');
});

test('the clock runs to now while something is open, and to the last absence once nothing is', () => {
  const effectiveAt = base.effectiveAt;
  const now = Date.parse('2026-03-01T10:00:00.000Z');
  const gone = { ...base, state: 'gone' as const, firstAbsentAt: '2026-03-01T05:00:00.000Z' };

  expect(fanClock({ effectiveAt, removals: [base], state: 'open' }, now).span.toMs).toBeGreaterThan(now);
  expect(fanClock({ effectiveAt, removals: [gone], state: 'closed' }, now).span.toMs).toBeLessThan(now);
});

test('what goes on without them is to hand over, and is never called removed', () => {
  const kept = { ...base, isToHandOver: true };

  expect(rowWords(kept)).toMatch(/^helpdesk: account they answer for Ada\. To hand over;/);
  expect(rowWords({ ...kept, state: 'handed-over' })).toMatch(/Handed over;/);
  expect(rowWords({ ...kept, isObservable: false })).toMatch(/Cannot tell;/);
});
