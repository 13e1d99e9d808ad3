import { inMonth, type MadePerson, type Planted } from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import { attestedSystems } from './registered-systems.ts';

/** When nobody says it again, and when the second person does not agree. */
const lapses: readonly {
  readonly system: string;
  readonly month: number;
  readonly how: 'silent' | 'alone';
}[] = [
  { system: 'x', month: 4, how: 'silent' },
  { system: 'youtube', month: 6, how: 'alone' },
  { system: 'x', month: 8, how: 'silent' },
];

/** Two channels tell no list: two people say each month who may post there, and what they said runs out. */
export function attestationsIn(month: number, social: readonly MadePerson[]): readonly CompanyAct[] {
  const holders = social.map((person) => ({
    name: `${person.given} ${person.family}`,
    mail: inMonth(person.mails, month)?.mail ?? '',
  }));
  return attestedSystems.flatMap((system): CompanyAct[] => {
    const lapse = lapses.find((one) => one.system === system && one.month === month);
    if (lapse?.how === 'silent') return [];
    return [{ type: 'attest', system, holders, isConfirmed: lapse === undefined }];
  });
}

export function unattestedIn(month: number): readonly string[] {
  return lapses.flatMap((one) => (one.month === month ? [one.system] : []));
}

export const unattestedPlanted: readonly Planted[] = lapses.map(({ system, month, how }) => ({
  ...{ class: 'attestation', system, month, mails: [], login: attestedLabel(month) },
  what:
    how === 'silent' ? 'a list that two people said and that ran out' : 'a list that one person alone said',
}));

export function attestedLabel(month: number): string {
  return `month ${month}`;
}
