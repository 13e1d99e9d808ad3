import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

export const check = defineCheck({
  id: 'administrators-few',
  version: 3,
  title: 'Few people administer a system',
  summary:
    'Of the people with an account on a system at most three, or one in four, may administer it; otherwise each of them is named.',
  control: 'privileged-access',
  population: 'grant',
  related: { kind: 'system-access', scope: 'same', keys: ({ system }) => [system] },
  evaluate(item, related) {
    const mayAdminister = administers(item.value);
    if (mayAdminister === 'unknown' && item.value.isInForce !== false) {
      return {
        outcome: 'unknown',
        code: 'rights-unknown',
        reason: 'the source does not tell what its role allows',
        settle: 'say of the role which rights it gives',
      };
    }
    if (mayAdminister === false) {
      return {
        outcome: 'not-applicable',
        code: 'no-administrator',
        reason: 'it gives no right to administer',
      };
    }
    if (item.value.isInForce === false) {
      return { outcome: 'not-applicable', code: 'not-in-force', reason: 'it is not in force' };
    }
    const [spread] = related.items.map(({ value }) => value);
    if (spread === undefined) {
      return {
        outcome: 'unknown',
        code: 'spread-unknown',
        reason: 'it is not known how many people the system has and who of them administers it',
        settle: 'collect a source that tells who may administer the system',
      };
    }
    return judgeSpread(spread, item.value.holder);
  },
});

/** So few are needed for cover in the smallest of teams. */
const alwaysAllowed = 3;
const peoplePerAdministrator = 4;

function administers({ rights, surely }: FactOf<'grant'>): boolean | 'unknown' {
  if (rights !== 'unknown') return rights.includes('administer');
  return surely?.includes('administer') === true ? true : 'unknown';
}

/** It fails where they are too many whoever the unsure ones are, and passes only where they are few whoever those are. */
function judgeSpread(spread: FactOf<'system-access'>, holder: string): Finding {
  const { people, administrators, peopleUnsure = 0, administratorsUnsure = 0 } = spread;
  const most = people + peopleUnsure;
  const isSure = peopleUnsure === 0 && administratorsUnsure === 0;
  const words = isSure
    ? `of ${people} people ${administrators.length} may administer it`
    : `of at most ${most} people at least ${administrators.length} may administer it`;
  if (!areFew(administrators.length, most)) {
    const who = administrators.includes(holder) ? 'and this is one of them' : 'and this gives the right too';
    return { outcome: 'fail', code: 'many-administrators', reason: `${words}, ${who}` };
  }
  if (areFew(administrators.length + administratorsUnsure, people)) {
    return { outcome: 'pass', code: 'few-administrators', reason: words };
  }
  return {
    outcome: 'unknown',
    code: 'spread-unsure',
    reason: `${words}; of the others the source does not tell enough`,
    settle: 'say of its accounts whose they are, and of its roles which rights they give',
  };
}

function areFew(administrators: number, people: number): boolean {
  return administrators <= alwaysAllowed || administrators * peoplePerAdministrator <= people;
}
