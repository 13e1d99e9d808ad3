import { describe, expect, it } from 'vitest';
import { type Check, defineCheck, type Item } from '../check.ts';
import { evaluatePopulation } from './evaluate-population.ts';
import { findingsDigest } from './findings-digest.ts';
import { populationReach } from './population-reach.ts';
import { indexRelated } from './related-index.ts';

const subject = (n: number) => `sub_00000000-0000-4000-8000-00000000000${n}`;
const asOf = '2026-03-01T00:00:00.000Z';

/** Passes accounts whose holder is on a list of people. */
const onList: Check<'account', 'person'> = defineCheck({
  id: 'on-list',
  version: 1,
  title: 'On the list',
  summary: 'The holder is on a list of people.',
  control: 'control',
  population: 'account',
  related: { kind: 'person', scope: 'any', keys: (account) => [account.holder, account.holder] },
  evaluate: (_item, related) => {
    if (related.items.length > 0) return { outcome: 'pass', code: 'on-list', reason: 'it is on the list' };
    const outcome = related.isComplete ? 'fail' : 'unknown';
    return { outcome, code: 'not-on-list', reason: 'it is not on the list', settle: 'complete the list' };
  },
});

const items = [account(1, 'helpdesk'), account(2, 'helpdesk'), account(1, 'shop')];
const related = [person(1, 'staff')];
const populations = [
  { kind: 'account', scope: 'helpdesk', isComplete: true },
  { kind: 'account', scope: 'shop', isComplete: true },
  { kind: 'person', scope: 'staff', isComplete: true },
];

describe('judging a population', () => {
  it('gives a finding for every item, counts, verdict and digest', () => {
    const result = evaluatePopulation(onList, { items, related, populations, asOf });

    expect(result.judged.map(({ finding }) => finding.outcome)).toEqual(['pass', 'fail', 'pass']);
    expect(result.counts).toEqual({ pass: 2, fail: 1, unknown: 0, notApplicable: 0 });
    expect(result.verdict).toBe('not-effective');
    expect(result.digest).toBe(
      findingsDigest(
        [
          {
            kind: 'account',
            scope: 'helpdesk',
            key: `helpdesk/${subject(2)}`,
            outcome: 'fail',
            code: 'not-on-list',
          },
        ],
        result.counts,
      ),
    );
  });

  it('withholds passes in the scope that is not whole, and in no other', () => {
    const broken = populations.map((known) => ({ ...known, isComplete: known.scope !== 'shop' }));

    const result = evaluatePopulation(onList, { items, related, populations: broken, asOf });

    expect(result.judged.map(({ finding }) => finding.code)).toEqual([
      'on-list',
      'not-on-list',
      'population-incomplete',
    ]);
  });

  it('withholds all passes when one list of people is missing or not whole', () => {
    const broken = [...populations, { kind: 'person', scope: 'partner', isComplete: false }];

    const result = evaluatePopulation(onList, { items, related, populations: broken, asOf });

    expect(result.counts).toEqual({ pass: 0, fail: 0, unknown: 3, notApplicable: 0 });
    expect(result.verdict).toBe('not-observable');
  });

  it('says not tested without any list of accounts', () => {
    const result = evaluatePopulation(onList, { items: [], related, populations: [], asOf });

    expect(result.verdict).toBe('not-tested');
  });

  it('gives the same for items in any order', () => {
    const facts = { items, related, populations, asOf };

    const turned = evaluatePopulation(onList, { ...facts, items: items.toReversed() });

    expect(turned.digest).toBe(evaluatePopulation(onList, facts).digest);
  });
});

describe('related facts', () => {
  it('are found once in every scope, in order of their place', () => {
    const index = indexRelated(onList, [person(1, 'z'), person(2, 'a'), person(1, 'b')]);

    const found = index.relatedOf(account(1, 'helpdesk'), true);

    expect(found.items.map((other) => other.scope)).toEqual(['b', 'z']);
  });

  it('of the same scope are only those beside the item', () => {
    const near: Check<'account', 'person'> = {
      ...onList,
      related: { kind: 'person', scope: 'same', keys: (value) => [value.holder] },
    };

    const found = indexRelated(near, [person(1, 'helpdesk'), person(1, 'staff')]).relatedOf(
      account(1, 'helpdesk'),
      true,
    );

    expect(found.items.map((other) => other.scope)).toEqual(['helpdesk']);
    expect(populationReach(near, populations).relatedIsComplete('helpdesk')).toBe(false);
  });
});

function account(n: number, system: string): Item<'account'> {
  const value = {
    system,
    holder: subject(n),
    owner: null,
    accountKind: 'human',
    roles: [],
    isEnabled: true,
    hasMfa: true,
    canSignIn: true,
    lastSeenAt: null,
    createdAt: null,
  } as const;
  return { kind: 'account', scope: system, key: `${system}/${subject(n)}`, value: { ...value, roles: [] } };
}

function person(n: number, scope: string): Item<'person'> {
  const unknown = { employer: null, manager: null, role: null, startsOn: null, endsOn: null } as const;
  return {
    kind: 'person',
    scope,
    key: subject(n),
    value: { person: subject(n), ...unknown, isActive: true },
  };
}
