import {
  type AccountNames,
  type Company,
  type CompanyMonth,
  inMonth,
  isThere,
  type MadeAccount,
  type MadeKey,
  type Planted,
} from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import { type CompanyCalendar, companyCalendar, monthsMax } from './company-calendar.ts';
import { systemsWithRights } from './jobs.ts';
import { companyNames } from './made-up-names.ts';
import { accountsOfPerson } from './make-accounts.ts';
import { makeAgencies } from './make-agencies.ts';
import { attestationsIn, unattestedIn, unattestedPlanted } from './make-attestations.ts';
import { keysIn, makeKeys } from './make-keys.ts';
import { type Cast, makePeople } from './make-people.ts';
import { makeRegisters } from './make-registers.ts';
import { makeReviews } from './make-reviews.ts';
import { leaveBehind, namesOf, strangers, withoutFactor } from './plant.ts';
import { registeredSystems } from './registered-systems.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { lieOf, toldFile } from './tell-lies.ts';
import { accountFiles, peopleFile } from './write-vendor-files.ts';

/**
 * A made-up company of fifty people, ten lists and two agencies over twelve months, as the files its systems would export,
 * with what is wrong in it. The same seed gives the same bytes. Nothing in it is anybody's.
 */
export function generateCompany(
  seed: number,
  {
    months = monthsMax,
    firstMonth = '2026-04',
  }: { readonly months?: number; readonly firstMonth?: string } = {},
): Company {
  const calendar = companyCalendar(firstMonth);
  const random = seededRandom(seed);
  const name = random.pick(companyNames);
  const domain = `${name}.example`;
  const cast = makePeople(random, domain, calendar);
  const planting = { random, domain, cast };
  const owned = cast.flatMap((one) => accountsOfPerson(one.person).map((account) => [one, account] as const));
  const left = leaveBehind(owned, planting);
  const weak = withoutFactor(left.accounts, { ...planting, planted: left.planted });
  const agencies = makeAgencies(random, calendar);
  const strange = strangers(planting);
  const strangeAccounts = strange.map(({ account }) => account);
  const unrequested = unrequestedOf(strangeAccounts, weak.accounts, random);
  const keys = makeKeys({ accounts: weak.accounts, leavers: leaversOf(owned), random, calendar });
  const registers = makeRegisters(cast, random, calendar);
  const reviews = makeReviews(reviewedOf(strangeAccounts), calendar);
  const first = [...registeredSystems, ...agencies.acts, ...strange.flatMap(({ acts }) => acts)];
  const story: Story = {
    ...{ cast, own: weak.accounts, planted: left.planted, unrequested, random, calendar },
    ...{ accounts: [...weak.accounts, ...agencies.accounts, ...strangeAccounts], keys: keys.keys },
    actsIn: (month) => [...(month === 0 ? first : []), ...registers.actsIn(month), ...reviews.actsIn(month)],
  };
  return {
    ...{ seed, name, domain },
    months: Array.from({ length: months }, (_, month) => monthOf(month, story)),
    planted: [
      ...[left, weak, agencies, keys, registers, reviews].flatMap(({ planted }) => planted),
      ...strange.flatMap(({ planted }) => planted),
      ...[...unrequested, ...unattestedPlanted],
    ],
  };
}

type Story = {
  readonly cast: readonly Cast[];
  readonly accounts: readonly MadeAccount[];
  readonly own: readonly MadeAccount[];
  readonly keys: readonly MadeKey[];
  readonly planted: readonly Planted[];
  readonly unrequested: readonly Planted[];
  readonly random: SeededRandom;
  readonly calendar: CompanyCalendar;
  actsIn(month: number): readonly CompanyAct[];
};

function leaversOf(owned: readonly (readonly [Cast, MadeAccount])[]) {
  return owned.flatMap(([{ part, person }, account]) =>
    part === 'leaver' ? [{ account, month: person.spans[0]?.until ?? 0 }] : [],
  );
}

/** The accounts of nobody are what reviews take away. */
function reviewedOf(strange: readonly MadeAccount[]) {
  const namesOn = (system: string) => {
    const found = strange.find((one) => one.system === system && one.kind === 'human');
    if (found === undefined) throw new Error(`nobody is a stranger on ${system}`);
    return namesOf(found);
  };
  return { stays: namesOn('zendesk'), goes: namesOn('hubspot'), later: namesOn('slack') };
}

/** Everything strange that appears during the year was asked for by nobody; of the others a few. */
function unrequestedOf(
  strange: readonly MadeAccount[],
  own: readonly MadeAccount[],
  random: SeededRandom,
): readonly Planted[] {
  const appears = ({ system, from }: MadeAccount) => from > 0 && systemsWithRights.includes(system);
  const some = random.shuffled(own.filter(appears)).slice(0, 4);
  return [...strange.filter(appears), ...some].map((account) => ({
    ...namesOf(account),
    ...{ class: 'unrequested', month: account.from, what: 'a right that appeared without a request' },
  }));
}

function monthOf(month: number, story: Story): CompanyMonth {
  const people = story.cast.map(({ person }) => person);
  const boss = people.find(
    ({ jobs, spans }) => jobs[0]?.job === 'Platform engineer' && spans[0]?.from === -1,
  );
  const all = [
    peopleFile(people, month, { bossMail: boss?.mails[0]?.mail ?? '', calendar: story.calendar }),
    ...accountFiles(story.accounts, month, story.calendar),
  ];
  const lie = lieOf(month, story.random);
  const social = people.filter(
    (person) =>
      inMonth(person.jobs, month)?.job === 'Social media manager' &&
      person.spans.some((span) => isThere(span, month)),
  );
  return {
    ...{ month, takenAt: story.calendar.takenAt(month), files: all.map((file) => toldFile(file, lie)) },
    keys: keysIn(story.keys, month, story.calendar),
    unseen: [...(lie === null ? [] : [lie.system]), ...unattestedIn(month)],
    acts: [
      ...story.actsIn(month),
      ...requests(month, story),
      // Whoever's new job is told a month late is asked about then.
      ...[month - 1, month].flatMap((moved) => approvals(moved, month, story)),
      ...attestationsIn(month, social),
    ],
  };
}

/** Each right that appears this month, unless it was planted that nobody asked for it. */
function requests(month: number, { own, unrequested }: Story): readonly CompanyAct[] {
  if (month === 0) return [];
  const secret = new Set(unrequested.map(keyOf));
  return own.flatMap((account): CompanyAct[] => {
    const role =
      account.roles.find(({ from }) => from === month)?.role ?? inMonth(account.roles, month)?.role;
    const isNew = account.from === month || account.roles.some(({ from }) => from === month);
    if (
      !isNew ||
      role === undefined ||
      ['', 'Deactivated'].includes(role) ||
      secret.has(keyOf(namesOf(account)))
    )
      return [];
    return [{ type: 'request', account: namesOf(account), mail: mailIn(account, month), role }];
  });
}

/** What somebody with a new job keeps on purpose: all they have but what was planted. */
function approvals(moved: number, month: number, { cast, own, planted }: Story): readonly CompanyAct[] {
  const old = new Set(planted.filter((one) => one.class === 'mover').map(keyOf));
  const movers = cast.filter(({ person }) => person.jobs.some(({ from }) => from === moved && moved > 0));
  return movers.map(({ person }) => {
    const mails = person.mails.map(({ mail }) => mail);
    const kept = own.filter((one) => isThere(one, month) && one.name === `${person.given} ${person.family}`);
    const keeps = kept
      .map(namesOf)
      .filter((one) => !old.has(keyOf(one)) && one.mails.every((mail) => mails.includes(mail)));
    return { type: 'approve-again', mail: mails[0] ?? '', keeps };
  });
}

function mailIn(account: MadeAccount, month: number): string {
  return inMonth(account.mails, month)?.mail ?? '';
}

function keyOf({ system, login }: AccountNames): string {
  return `${system}\n${login}`;
}
