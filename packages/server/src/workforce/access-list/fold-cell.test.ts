import { describe, expect, test } from 'vitest';
import { foldCell } from './fold-cell.ts';
import { asFarAsTold, lettersOf, rightsOf } from './four-rights.ts';
import type { AccountTold, GrantTold, Part } from './told-part.ts';

const place = {
  scope: 'helpdesk',
  key: 'helpdesk/1',
  system: 'helpdesk',
  holder: 'sub_1',
  connections: ['con_1'],
  position: 1,
  observedAt: '2026-03-01T12:00:00.000Z',
};

function account(change: Partial<AccountTold> = {}): Part {
  const told = { kind: 'human', isEnabled: true, lastSeenAt: null, roles: [], ...change } as const;
  return { ...place, kind: 'account', told };
}

function grant(rights: GrantTold['rights'], change: Partial<GrantTold> = {}, position = 2): Part {
  const told = {
    role: 'agent',
    rights,
    surely: [],
    path: 'direct',
    via: null,
    isInForce: true,
    ...change,
  } as const;
  return { ...place, key: `helpdesk/${position}`, position, kind: 'grant', told };
}

function token(isActive: boolean): Part {
  const told = { credential: 'key', isActive, lastUsedAt: '2026-02-01T00:00:00.000Z', expiresAt: null };
  return { ...place, key: 'helpdesk/key', position: 3, kind: 'credential', told };
}

const letters = (parts: readonly Part[], tellsGrants = true) => {
  const cell = foldCell(parts, { tellsGrants });
  return cell && lettersOf(cell.rights);
};

describe('one holder on one system', () => {
  test('may do what any of the ways allows', () => {
    expect(letters([account(), grant(['export']), grant(['publish'], { path: 'group' }, 4)])).toBe('nyny');
  });

  test('has unknown rights where the system tells no grants, and none where it tells them and names no one', () => {
    expect(letters([account()], false)).toBe('uuuu');
    expect(letters([account()], true)).toBe('nnnn');
  });

  test('has unknown rights by a role nobody explains, save those it surely gives', () => {
    expect(letters([account(), grant([]), grant('unknown', { surely: ['publish'] }, 4)])).toBe('uuuy');
  });

  test('has nothing by a grant that is not in force', () => {
    expect(letters([account(), grant(['administer'], { isInForce: false })])).toBe('nnnn');
    expect(letters([account(), grant(['administer'], { isInForce: 'unknown' })])).toBe('ynnn');
  });

  test('cannot act with a disabled account, but can with a token that outlived it', () => {
    const disabled = account({ isEnabled: false });

    expect(foldCell([disabled, grant(['administer'])], { tellsGrants: true })?.canAct).toBe(false);
    expect(foldCell([disabled, token(true)], { tellsGrants: true })?.canAct).toBe(true);
    expect(foldCell([disabled, token(false)], { tellsGrants: true })?.canAct).toBe(false);
    expect(foldCell([account({ isEnabled: 'unknown' })], { tellsGrants: true })?.canAct).toBe(true);
  });

  test('a token alone may do nobody knows what, on a system that tells its grants as well', () => {
    expect(letters([token(true)], true)).toBe('uuuu');
  });

  test('tells its newest entry, its lists and its ways', () => {
    const cell = foldCell([account(), grant(['export'], { path: 'partner' }), token(true)], {
      tellsGrants: true,
    });

    expect(cell).toMatchObject({
      position: 3,
      ways: ['partner', 'token'],
      lists: ['account helpdesk', 'credential helpdesk', 'grant helpdesk'],
      lastSeenAt: '2026-02-01T00:00:00.000Z',
    });
  });

  test('is gone with the last of its parts', () => {
    expect(foldCell([], { tellsGrants: true })).toBeNull();
  });

  test('what was erased is there and says nothing', () => {
    const erased: Part = { ...place, kind: 'grant', told: null };

    expect(letters([account(), erased])).toBe('uuuu');
  });

  test('a list that is not whole cannot say that a right is missing', () => {
    expect(lettersOf(asFarAsTold(rightsOf('ynun'), false))).toBe('yuuu');
    expect(lettersOf(asFarAsTold(rightsOf('ynun'), true))).toBe('ynun');
  });
});
