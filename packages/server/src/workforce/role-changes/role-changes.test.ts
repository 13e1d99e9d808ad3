import { describe, expect, test } from 'vitest';
import { type Move, movedFields, type RoleHeld, realMoves, remembered } from './is-move.ts';
import { driftOf, hasTemplate } from './role-drift.ts';

const held = (change: Partial<RoleHeld> = {}): RoleHeld => ({
  ...{ role: 'agent', employer: 'company', manager: 'm' },
  ...change,
});
const move = (person: string, change: Partial<RoleHeld>): Move => {
  const after = held(change);
  return { person, before: held(), after, fields: movedFields(held(), after) };
};
const everybodyIsHere = { isHere: () => true, left: () => 1 };

describe('a change of role', () => {
  test('is another role, employer or manager', () => {
    expect(movedFields(held(), held({ role: 'lead', manager: 'n' }))).toEqual(['role', 'manager']);
    expect(movedFields(held(), held())).toEqual([]);
  });

  test('is none where the source said nothing before, or says nothing now', () => {
    expect(movedFields(held({ role: null }), held())).toEqual([]);
    expect(movedFields(held(), held({ role: null }))).toEqual([]);
    expect(remembered(held(), held({ role: null }))).toEqual(held());
  });

  test('counts a new manager only where somebody changed teams', () => {
    const gone = { isHere: () => false, left: () => 0 };

    expect(realMoves([move('a', { manager: 'n' })], everybodyIsHere)).toHaveLength(1);
    expect(realMoves([move('a', { manager: 'n' })], gone)).toEqual([]);
    expect(realMoves([move('a', { manager: 'n', role: 'lead' })], gone)).toMatchObject([
      { fields: ['role'] },
    ]);
  });

  test('is none where a whole team got another manager', () => {
    const moved = [move('a', { manager: 'n' }), move('b', { manager: 'n' })];

    expect(realMoves(moved, { isHere: () => true, left: () => 0 })).toEqual([]);
    expect(realMoves(moved, { isHere: () => true, left: () => 3 })).toHaveLength(2);
  });
});

describe('a role template', () => {
  const no = { administer: 'no', export: 'no', connect: 'no', publish: 'no' } as const;
  const templates = [{ role: 'Moderator', system: 'crm', rights: ['publish'] as const }];

  test('names a moderator who may export', () => {
    const moderator = {
      person: 'p',
      holder: 'h',
      role: 'moderator',
      rights: { ...no, publish: 'yes' as const },
    };
    const exporter = { ...moderator, rights: { ...no, export: 'yes' as const } };

    expect(driftOf('crm', [moderator], templates)).toEqual([]);
    expect(driftOf('crm', [exporter], templates)).toMatchObject([{ beyond: ['export'], untold: [] }]);
  });

  test('leaves open what nobody can tell, and gives a role without a template nothing', () => {
    const untold = {
      person: 'p',
      holder: 'h',
      role: 'moderator',
      rights: { ...no, export: 'unknown' as const },
    };
    const other = { person: 'q', holder: 'i', role: null, rights: { ...no, publish: 'yes' as const } };

    expect(driftOf('crm', [untold, other], templates)).toMatchObject([
      { beyond: [], untold: ['export'] },
      { beyond: ['publish'], untold: [] },
    ]);
  });

  test('is missing where no role has one for the system', () => {
    expect([hasTemplate(templates, 'crm'), hasTemplate(templates, 'chat')]).toEqual([true, false]);
  });
});
