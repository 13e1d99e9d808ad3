import { describe, expect, test } from 'vitest';
import { type ApprovedRequest, type Gain, isFit, matchGain } from './match-gain.ts';

const gain = (change: Partial<Gain> = {}): Gain => ({
  ...{ person: 'p', system: 'crm', role: 'agent', rights: ['export'] },
  ...{
    lastAbsentAt: '2026-03-10T00:00:00.000Z',
    firstSeenAt: '2026-03-11T00:00:00.000Z',
    wasWholeBefore: true,
  },
  ...change,
});
const request = (change: Partial<ApprovedRequest> = {}): ApprovedRequest => ({
  ...{ id: 'acr_1', subject: 'p', system: 'crm', role: 'agent', rights: ['export', 'publish'] },
  ...{ approvedAt: '2026-03-09T12:00:00.000Z', until: null },
  ...change,
});

describe('an access that appeared', () => {
  test('rests on a request of its person, for its system and rights, approved before', () => {
    expect(matchGain(gain(), [request()], 14)).toEqual({ request: 'acr_1', fit: 'fits' });
  });

  test('without any request is an exception', () => {
    expect(matchGain(gain(), [], 14)).toEqual({ request: null, fit: 'no-request' });
    expect(matchGain(gain(), [request({ subject: 'q' }), request({ system: 'chat' })], 14).fit).toBe(
      'no-request',
    );
  });

  test('is no better for a request approved afterwards, long before, for less, or that was over', () => {
    const fitOf = (change: Partial<ApprovedRequest>) => matchGain(gain(), [request(change)], 14).fit;

    expect(fitOf({ approvedAt: '2026-03-11T00:00:01.000Z' })).toBe('approved-after');
    expect(fitOf({ approvedAt: '2026-02-20T00:00:00.000Z' })).toBe('too-long-before');
    expect(fitOf({ rights: ['publish'] })).toBe('more-rights');
    expect(fitOf({ until: '2026-03-09T18:00:00.000Z' })).toBe('over');
  });

  test('may have waited for its system as long as the last whole list before was empty of it', () => {
    const late = gain({ lastAbsentAt: '2026-03-12T00:00:00.000Z', firstSeenAt: '2026-04-12T00:00:00.000Z' });

    expect(matchGain(late, [request()], 14).fit).toBe('fits');
  });

  test('is unknown where nobody knows whose it is, what it may do, or what came first', () => {
    expect(matchGain(gain({ person: null }), [request()], 14).fit).toBe('person-unknown');
    expect(matchGain(gain({ rights: null, role: 'custom' }), [request()], 14).fit).toBe('rights-unknown');
    expect(matchGain(gain({ rights: null }), [request()], 14).fit).toBe('fits');
    const between = request({ approvedAt: '2026-03-10T12:00:00.000Z' });
    expect(matchGain(gain({ wasWholeBefore: false }), [between], 14).fit).toBe('order-unknown');
    expect(matchGain(gain({ wasWholeBefore: false }), [], 14).fit).toBe('no-request');
  });

  test('takes the best of several requests', () => {
    const requests = [request({ id: 'acr_1', rights: [] }), request({ id: 'acr_2' })];

    expect(matchGain(gain(), requests, 14)).toEqual({ request: 'acr_2', fit: 'fits' });
  });

  test('tells a check yes, no, or that nobody can tell', () => {
    expect([isFit('fits'), isFit('approved-after'), isFit('person-unknown')]).toEqual([
      true,
      false,
      'unknown',
    ]);
  });
});
