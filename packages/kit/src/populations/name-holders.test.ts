import { describe, expect, it } from 'vitest';
import { nameHolders, rosterOf } from './name-holders.ts';

describe('holders of accounts', () => {
  it('are named by their mail address, their login and their name', () => {
    const holders = nameHolders('desk.example', [
      { id: '7', email: 'ada@team.example', login: 'ada', name: 'Ada Example' },
      { id: '8', name: 'Export bot' },
    ]);

    expect(holders.get('7')).toEqual({
      $identity: { email: 'ada@team.example', login: 'ada', name: 'Ada Example', system: 'desk.example' },
    });
    expect(holders.get('8')).toEqual({
      $identity: { login: '8', name: 'Export bot', system: 'desk.example' },
    });
  });

  it('stay two where two accounts have one mail address', () => {
    const holders = nameHolders('desk.example', [
      { id: '1', email: 'Ada@team.example' },
      { id: '2', email: 'ada@team.example' },
    ]);

    expect(holders.get('1')).toEqual({ $identity: { login: '1', system: 'desk.example' } });
    expect(holders.get('2')).toEqual({ $identity: { login: '2', system: 'desk.example' } });
  });

  it('are never named by what cannot be written down', () => {
    const holders = nameHolders('desk.example', [
      { id: '1', email: 'no mail address', login: 'x'.repeat(400), name: 'A\u0000' },
    ]);

    expect(holders.get('1')).toEqual({ $identity: { login: '1', system: 'desk.example' } });
  });
});

it('puts each account beside its holder and finds a holder by the id of the account', () => {
  const roster = rosterOf('desk.example', [{ number: 7 }], ({ number }) => ({ id: String(number) }));
  const holder = { $identity: { login: '7', system: 'desk.example' } };

  expect(roster.accounts).toEqual([{ item: { number: 7 }, holder }]);
  expect(roster.find('7')).toEqual(holder);
  expect(roster.find('8')).toBeNull();
});
