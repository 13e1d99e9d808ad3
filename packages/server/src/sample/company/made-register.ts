import type { Planted, PlantedClass } from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import type { CompanyCalendar } from './company-calendar.ts';

/** A piece of a register: what is written down of it when, and what of it is wrong. */
export type RegisterPart = {
  readonly acts: readonly (readonly [month: number, act: CompanyAct])[];
  readonly planted: readonly Planted[];
};

/** `staff`: who stays all year; both in an order of their own, by mail address. */
export type RegisterPeople = {
  readonly staff: readonly string[];
  readonly leavers: readonly { readonly mail: string; readonly month: number }[];
  readonly calendar: CompanyCalendar;
};

/** `system`: `custody` for what the registers call by its name alone. */
export function wrongPart(
  [type, system, login]: readonly [PlantedClass, string, string],
  month: number,
  what: string,
): Planted {
  return { class: type, system, login, mails: [], month, what };
}

/** Somebody of the staff, the same for the same number. */
export function staffAt({ staff }: RegisterPeople, i: number): string {
  return staff[i % staff.length] ?? '';
}
