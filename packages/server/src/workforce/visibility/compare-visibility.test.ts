import { describe, expect, test } from 'vitest';
import { compareVisibility, gapsOf, type Viewer } from './compare-visibility.ts';
import type { DataClass } from './data-class.ts';
import { type HeldAccess, type SystemSeen, systemSeen } from './judge-place.ts';

type Grant = HeldAccess['grants'][number];
const grant = (change: Partial<Grant> = {}): Grant => ({
  ...{ role: 'Agent', rights: [], scope: [], path: 'direct', isInForce: true },
  ...change,
});
const has = (...grants: readonly Grant[]): HeldAccess => ({
  account: { isEnabled: true, roles: [] },
  grants,
});
const seen = (holders: Readonly<Record<string, HeldAccess>>, change: Partial<SystemSeen> = {}): SystemSeen =>
  systemSeen({ isWhole: true, reasons: [], holders: new Map(Object.entries(holders)), ...change });
const viewer = (id: string, role: string | null = 'Junior moderator'): Viewer => ({
  ...{ kind: 'person', id, role },
  accounts: [{ system: 'helpdesk', holder: id }],
});
const dataClass = (change: Partial<DataClass> = {}): DataClass => ({
  ...{ id: 'billing', name: 'Billing messages', needs: ['Billing agent'] },
  places: [{ system: 'helpdesk', within: 'Billing', through: [] }],
  ...change,
});

const sees = (held: HeldAccess, one = dataClass(), change: Partial<SystemSeen> = {}) => {
  const others = { other: has(grant({ role: 'Agent', scope: ['Billing'] })) };
  const systems = new Map([['helpdesk', seen({ ...others, me: held }, change)]]);
  return compareVisibility([one], [viewer('me')], systems)[0]?.sightings[0]?.sees ?? 'no';
};

describe('who can see what they need not', () => {
  test('a junior moderator sees WhatsApp threads, billing messages and crisis drafts: exactly these three', () => {
    const at = (id: string, within: string, needs: readonly string[]): DataClass => {
      return { id, name: id, needs, places: [{ system: 'helpdesk', within, through: [] }] };
    };
    const classes = [
      at('comments', 'Comments', ['Junior moderator']),
      at('whatsapp', 'WhatsApp', ['Agent']),
      at('billing', 'Billing', ['Billing agent']),
      at('crisis', 'Crisis drafts', ['Communications']),
      at('payments', 'Payments', ['Billing agent']),
    ];
    const scopeOf = (...scope: readonly string[]) => has(grant({ role: 'Light agent', scope: [...scope] }));
    const systems = new Map([
      [
        'helpdesk',
        seen({
          junior: scopeOf('Comments', 'WhatsApp', 'Billing', 'Crisis drafts'),
          biller: scopeOf('Billing', 'Payments'),
        }),
      ],
    ]);

    const [first, second] = compareVisibility(
      classes,
      [viewer('biller', 'billing agent'), viewer('junior')],
      systems,
    );

    const flagged = first?.sightings.filter((one) => one.sees === 'yes' && !one.needs);
    expect(first?.id).toBe('junior');
    expect(flagged?.map((one) => one.dataClass)).toEqual(['whatsapp', 'billing', 'crisis']);
    expect(flagged?.[0]?.where).toEqual([
      { system: 'helpdesk', within: 'WhatsApp', by: 'Light agent', sees: 'yes' },
    ]);
    expect(second).toMatchObject({ id: 'biller', beyond: 0, open: 0 });
  });

  test('who has no role that is known needs nothing, as far as anybody said', () => {
    const systems = new Map([
      ['helpdesk', seen({ me: has(grant()), x: has(grant({ scope: ['Billing'] })) })],
    ]);

    expect(compareVisibility([dataClass()], [viewer('me', null)], systems)).toMatchObject([{ beyond: 1 }]);
  });
});

describe('an access', () => {
  test('lets see a place it is not limited to another from', () => {
    expect(sees(has(grant()))).toBe('yes');
    expect(sees(has(grant({ scope: ['billing'] })))).toBe('yes');
    expect(sees(has(grant({ scope: ['Comments'] })))).toBe('no');
  });

  test('lets see what its role shows, and everything where it administers', () => {
    const through = dataClass({ places: [{ system: 'helpdesk', within: null, through: ['Agent'] }] });

    expect(sees(has(grant({ role: 'agent' })), through)).toBe('yes');
    expect(sees(has(grant({ role: 'Guest' })), through)).toBe('no');
    expect(sees(has(grant({ role: 'Boss', rights: ['administer'] })), through)).toBe('yes');
    expect(sees(has(grant({ role: 'Boss', rights: 'unknown', surely: ['administer'] })), through)).toBe(
      'yes',
    );
    expect(sees(has(grant({ role: 'Custom', rights: 'unknown' })), through)).toBe('unknown');
  });

  test('that ended, or whose account is switched off, shows nothing, unless a token outlives it', () => {
    const off = (change: Partial<Grant>): HeldAccess => ({
      account: { isEnabled: false, roles: [] },
      grants: [grant(change)],
    });

    expect(sees(has(grant({ isInForce: false })))).toBe('no');
    expect(sees(has(grant({ isInForce: 'unknown' })))).toBe('unknown');
    expect(sees(off({}))).toBe('no');
    expect(sees(off({ path: 'token' }))).toBe('yes');
  });

  test('by an account alone shows what everybody on the system sees', () => {
    const everywhere = dataClass({ places: [{ system: 'helpdesk', within: null, through: [] }] });

    expect(sees(has(), everywhere)).toBe('yes');
    expect(sees({ account: { isEnabled: 'unknown', roles: [] }, grants: [] }, everywhere)).toBe('unknown');
    expect(sees(has())).toBe('no');
  });
});

describe('nobody is known not to see', () => {
  const gap = (one: DataClass, systems: ReadonlyMap<string, SystemSeen>) =>
    gapsOf(one, systems).map(({ why }) => why);
  const limited = has(grant({ scope: ['Comments'] }));

  test('what is kept nowhere that is known, or on a system no list tells of', () => {
    const nowhere = dataClass({ places: [] });

    expect(sees(limited, nowhere)).toBe('unknown');
    expect(compareVisibility([dataClass()], [viewer('me')], new Map())).toMatchObject([{ open: 1 }]);
    expect([gap(nowhere, new Map()), gap(dataClass(), new Map())]).toEqual([['no-place'], ['no-list']]);
  });

  test('what a list that is not whole does not tell', () => {
    const partial = { isWhole: false, reasons: ['the source stopped answering'] };

    expect(sees(limited, dataClass(), partial)).toBe('unknown');
    expect(gap(dataClass(), new Map([['helpdesk', seen({}, partial)]]))).toEqual(['not-whole']);
  });

  test('a place or a role that no access there names: it may be misspelt', () => {
    const misspelt = dataClass({ places: [{ system: 'helpdesk', within: 'Biling', through: [] }] });
    const noRole = dataClass({ places: [{ system: 'helpdesk', within: null, through: ['Agnet'] }] });
    const systems = new Map([['helpdesk', seen({ me: limited })]]);

    expect([sees(limited, misspelt), sees(limited, noRole)]).toEqual(['unknown', 'unknown']);
    expect([gap(misspelt, systems), gap(noRole, systems)]).toEqual([['place-not-named'], ['role-not-named']]);
  });
});
