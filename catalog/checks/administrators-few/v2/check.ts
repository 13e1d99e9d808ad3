import { defineCheck, type FactOf } from '@daybook/kit';

export const check = defineCheck({
  id: 'administrators-few',
  version: 2,
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
    const words = `of ${spread.people} people ${spread.administrators.length} may administer it`;
    return areFew(spread)
      ? { outcome: 'pass', code: 'few-administrators', reason: words }
      : { outcome: 'fail', code: 'many-administrators', reason: `${words}, and this is one of them` };
  },
});

/** So few are needed for cover in the smallest of teams. */
const alwaysAllowed = 3;
const peoplePerAdministrator = 4;

function administers({ rights, surely }: FactOf<'grant'>): boolean | 'unknown' {
  if (rights !== 'unknown') return rights.includes('administer');
  return surely?.includes('administer') === true ? true : 'unknown';
}

function areFew({ people, administrators }: FactOf<'system-access'>): boolean {
  return administrators.length <= alwaysAllowed || administrators.length * peoplePerAdministrator <= people;
}
