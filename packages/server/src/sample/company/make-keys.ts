import {
  type AccountNames,
  isThere,
  type ListedKey,
  type MadeAccount,
  type MadeKey,
  type Planted,
} from './company.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { namesOf } from './plant.ts';
import type { SeededRandom } from './seeded-random.ts';

export type MadeKeys = { readonly keys: readonly MadeKey[]; readonly planted: readonly Planted[] };

type Making = {
  readonly accounts: readonly MadeAccount[];
  /** Whoever leaves, by the names of their account. */
  readonly leavers: readonly { readonly account: MadeAccount; readonly month: number }[];
  readonly random: SeededRandom;
  readonly calendar: CompanyCalendar;
};

/** Each engineer has a token of their own on the code host; one goes unused, one is too old, one is nobody's, one outlives its owner. */
export function makeKeys({ accounts, leavers, random, calendar }: Making): MadeKeys {
  const leavingOf = (one: MadeAccount) => leavers.find(({ account }) => account.login === one.login);
  const own = accounts.filter(({ system, kind }) => system === 'github' && kind === 'human');
  // A token goes with whoever has it, though their account may stay.
  const tokens = own.map((account) => tokenOf(account, leavingOf(account)?.month ?? account.until, calendar));
  const steady = random.shuffled(
    own.filter((one) => one.from < 0 && one.until === null && leavingOf(one) === undefined),
  );
  const [idle, ancient, retired, renewing] = steady.map(({ login }) =>
    tokens.find(({ name }) => name === `token-${login}`),
  );
  const [leaver] = random.shuffled(leavers.filter(({ account }) => account.system === 'github'));
  const idleFrom = 1 + random.int(4);
  const changed: readonly (readonly [MadeKey | undefined, Partial<MadeKey>])[] = [
    [idle, { usedUntil: idleFrom }],
    [ancient, { createdOn: calendar.dayOf(-9, 11) }],
    // In order: ended long ago, though old and unused.
    [retired, { isActive: false, createdOn: calendar.dayOf(-15, 4), usedUntil: -1 }],
    [tokens.find(({ name }) => name === `token-${leaver?.account.login}`), { until: null }],
    [renewing, { until: 6 }],
  ];
  const kept = tokens.map((one) => ({ ...one, ...changed.find(([key]) => key?.name === one.name)?.[1] }));
  const nobodys: MadeKey = {
    ...{ name: 'release-hook', system: 'github', owner: null, from: -1, until: null },
    ...{ createdOn: calendar.dayOf(-1, 9), usedUntil: null, isActive: true },
  };
  const renewed =
    renewing === undefined
      ? []
      : [{ ...renewing, name: `${renewing.name}-new`, from: 6, createdOn: calendar.dayOf(5, 20) }];
  return {
    keys: [...kept, nobodys, ...renewed],
    planted: [
      // Ninety days without use have passed by the look of the third month after.
      ...(idle === undefined ? [] : [plantedKey(idle, idleFrom + 3, 'a token nobody used for ninety days')]),
      ...(ancient === undefined ? [] : [plantedKey(ancient, 3, 'a token older than a year')]),
      plantedKey(nobodys, 0, 'a token nobody answers for'),
      ...(leaver === undefined ? [] : [survivor(leaver)]),
    ],
  };
}

function survivor({ account, month }: Making['leavers'][number]): Planted {
  const key = { name: `token-${account.login}`, system: account.system };
  return { ...plantedKey(key, month, 'a token that outlived its owner’s leaving'), class: 'left-token' };
}

function plantedKey(
  { name, system }: Pick<MadeKey, 'name' | 'system'>,
  month: number,
  what: string,
): Planted {
  return { class: 'key', system, login: name, mails: [], month, what };
}

function tokenOf(account: MadeAccount, until: number | null, calendar: CompanyCalendar): MadeKey {
  const names: AccountNames = namesOf(account);
  return {
    ...{ name: `token-${account.login}`, system: account.system, owner: names },
    ...{ from: account.from, until, usedUntil: null, isActive: true },
    createdOn: calendar.dayOf(Math.max(account.from - 1, -1), 20),
  };
}

export function keysIn(
  keys: readonly MadeKey[],
  month: number,
  calendar: CompanyCalendar,
): readonly ListedKey[] {
  return keys
    .filter((key) => isThere(key, month))
    .map(({ name, system, owner, isActive, createdOn, usedUntil }) => ({
      ...{ name, system, isActive },
      owner: owner === null ? null : { login: owner.login, mail: owner.mails[0] ?? null },
      createdAt: `${createdOn}T08:00:00.000Z`,
      lastUsedAt: `${calendar.dayOf(Math.min(month, usedUntil ?? month), 1)}T08:00:00.000Z`,
    }));
}
