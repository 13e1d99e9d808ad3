import { describe, expect, test } from 'vitest';
import type { AccountLink } from '../linking/account-link.ts';
import { standingOf } from './standing-of.ts';

const nobodyKnown: AccountLink = {
  system: 'helpdesk',
  holder: 'sub_a',
  isPresent: true,
  belongsTo: 'unknown',
  person: null,
  agency: null,
  custodian: null,
  reason: 'no-match',
  confidence: 'none',
  decidedBy: 'rule',
  candidates: [],
  isGeneric: false,
  isRegistered: false,
  startsOn: null,
  endsOn: null,
  isActive: 'unknown',
  revision: 1,
};
const ofPerson: AccountLink = {
  ...nobodyKnown,
  belongsTo: 'person',
  person: 'sub_p',
  startsOn: '2025-01-06',
};
const ofAgency: AccountLink = { ...nobodyKnown, belongsTo: 'agency', agency: 'agy_1', isActive: true };

function standing(link: AccountLink | undefined, onList: readonly string[] = []) {
  return standingOf('sub_a', { link, isOnList: (subject) => onList.includes(subject), today: '2026-03-02' });
}

describe('who stands behind an account', () => {
  test('a person is active until the end of their last day, and has left after it', () => {
    expect(standing({ ...ofPerson, endsOn: '2026-03-02' })).toMatchObject({
      kind: 'person',
      id: 'sub_p',
      state: 'active',
    });
    expect(standing({ ...ofPerson, endsOn: '2026-03-01' })).toMatchObject({ state: 'left' });
    expect(standing({ ...ofPerson, isActive: false })).toMatchObject({ state: 'left' });
  });

  test('whose account can only be guessed is nobody’s until somebody says so', () => {
    expect(standing({ ...ofPerson, confidence: 'possible' })).toEqual({
      kind: 'unknown',
      id: 'sub_a',
      state: 'unknown',
      endsOn: null,
    });
  });

  test('a person no list names any more is neither active nor known to have left', () => {
    expect(standing({ ...ofPerson, startsOn: null })).toMatchObject({ kind: 'person', state: 'unknown' });
    expect(standing({ ...ofPerson, startsOn: null }, ['sub_p'])).toMatchObject({ state: 'active' });
  });

  test('an agency ends with its engagement', () => {
    expect(standing(ofAgency)).toMatchObject({ kind: 'agency', id: 'agy_1', state: 'active' });
    expect(standing({ ...ofAgency, endsOn: '2026-02-28' })).toMatchObject({ state: 'ended' });
    expect(standing({ ...ofAgency, isActive: false })).toMatchObject({ state: 'ended' });
  });

  test('a bot and somebody unknown stand for themselves', () => {
    expect(standing({ ...nobodyKnown, belongsTo: 'bot' })).toMatchObject({ kind: 'bot', id: 'sub_a' });
    expect(standing(nobodyKnown)).toMatchObject({ kind: 'unknown', id: 'sub_a', state: 'unknown' });
    expect(standing(undefined)).toMatchObject({ kind: 'unknown' });
    expect(standing(undefined, ['sub_a'])).toMatchObject({ kind: 'person', id: 'sub_a' });
  });
});
