import type { AccountNames, Planted } from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { allSystems } from './registered-systems.ts';

export type MadeReviews = {
  actsIn(month: number): readonly CompanyAct[];
  readonly planted: readonly Planted[];
};

/**
 * `stays`: decided to go and never taken away; `goes`: decided in the same review and gone from the next list on; `later`:
 * likewise, in the third.
 */
export type ReviewedAccounts = {
  readonly stays: AccountNames;
  readonly goes: AccountNames;
  readonly later: AccountNames;
};

const heldIn = [2, 5, 8, 11];
/** The first months without what the first review and the third decided to remove. */
export const removedFrom = 3;
export const removedLaterFrom = 9;
/** In the second review everything is waved through, and one system is left out. */
const hastyReview = 1;
const leftOut = 'linkedin';

/** A review each quarter of all systems. */
export function makeReviews(
  { stays, goes, later }: ReviewedAccounts,
  calendar: CompanyCalendar,
): MadeReviews {
  const nameOf = (nth: number) => `Access in ${quarterOf(calendar.takenAt(heldIn[nth] ?? 0))}`;
  const systemsOf = (nth: number) => allSystems.filter((one) => nth !== hastyReview || one !== leftOut);
  const planted = (month: number, names: Pick<Planted, 'system' | 'login' | 'what'>): Planted => ({
    ...names,
    ...{ class: 'review', month, mails: [] },
  });
  return {
    actsIn: (month) => {
      const nth = heldIn.indexOf(month);
      if (nth < 0) return [];
      const secondsEach = nth === hastyReview ? 1 : 14 + nth;
      return [
        {
          type: 'review',
          name: nameOf(nth),
          systems: systemsOf(nth),
          secondsEach,
          removes: nth === 0 ? [stays, goes] : nth === 2 ? [later] : [],
        },
      ];
    },
    planted: [
      planted(5, {
        system: 'review',
        login: nameOf(hastyReview),
        what: 'a review waved through line by line',
      }),
      planted(6, {
        system: leftOut,
        login: quarterOf(calendar.takenAt(5)),
        what: 'a review that was due and not held',
      }),
      planted(removedFrom, {
        system: stays.system,
        login: quarterOf(calendar.takenAt(2)),
        what: 'an access that had to go and stayed',
      }),
    ],
  };
}

/** The quarter an instant lies in, as reviews call their periods. */
export function quarterOf(instant: string): string {
  return `${instant.slice(0, 4)}-Q${Math.floor((Number(instant.slice(5, 7)) - 1) / 3) + 1}`;
}
