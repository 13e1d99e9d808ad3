import {
  type AccountNames,
  type Company,
  type CompanyAct,
  type CompanyFile,
  type CompanyMonth,
  inMonth,
  isThere,
  type MadeAccount,
  type Planted,
} from './company.ts';
import { type CompanyCalendar, companyCalendar, monthsMax } from './company-calendar.ts';
import { systemsWithRights } from './jobs.ts';
import { companyNames } from './made-up-names.ts';
import { accountsOfPerson } from './make-accounts.ts';
import { makeAgencies } from './make-agencies.ts';
import { type Cast, makePeople } from './make-people.ts';
import { leaveBehind, namesOf, strangers } from './plant.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
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
  const agencies = makeAgencies(random, calendar);
  const strange = strangers(planting);
  const accounts = [...left.accounts, ...agencies.accounts, ...strange.map(({ account }) => account)];
  const unrequested = unrequestedOf(
    strange.map(({ account }) => account),
    left.accounts,
    random,
  );
  const first = [...agencies.acts, ...strange.flatMap(({ acts }) => acts)];
  const story = { cast, accounts, own: left.accounts, planted: left.planted, unrequested, random, calendar };
  return {
    ...{ seed, name, domain },
    months: Array.from({ length: months }, (_, month) => monthOf(month, story, month === 0 ? first : [])),
    planted: [
      ...left.planted,
      ...agencies.planted,
      ...strange.flatMap(({ planted }) => planted),
      ...unrequested,
    ],
  };
}

type Story = {
  readonly cast: readonly Cast[];
  readonly accounts: readonly MadeAccount[];
  readonly own: readonly MadeAccount[];
  readonly planted: readonly Planted[];
  readonly unrequested: readonly Planted[];
  readonly random: SeededRandom;
  readonly calendar: CompanyCalendar;
};

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

function monthOf(month: number, story: Story, first: readonly CompanyAct[]): CompanyMonth {
  const people = story.cast.map(({ person }) => person);
  const boss = people.find(
    ({ jobs, spans }) => jobs[0]?.job === 'Platform engineer' && spans[0]?.from === -1,
  );
  const all = [
    peopleFile(people, month, { bossMail: boss?.mails[0]?.mail ?? '', calendar: story.calendar }),
    ...accountFiles(story.accounts, month, story.calendar),
  ];
  const lost = month > 1 && month % 4 === 3 ? story.random.pick(loseable) : null;
  const broken = month > 1 && month % 4 === 1 ? story.random.pick(loseable) : null;
  const files = all
    .filter(({ system }) => system !== lost)
    .map(
      (file): CompanyFile =>
        file.system === broken
          ? { ...file, bytes: cut(file.bytes), state: 'cut' }
          : { ...file, state: 'whole' },
    );
  return {
    ...{ month, takenAt: story.calendar.takenAt(month), files },
    unseen: [lost, broken].filter((system) => system !== null),
    acts: [...first, ...requests(month, story), ...approvals(month, story), attestation(month, story)],
  };
}

/** The lists that are lost or broken off now and then; each is one file. */
const loseable = ['zendesk', 'okta', 'github', 'slack', 'hubspot', 'aws:000000000042'];

/** In the middle of a value, as a download that broke off. */
function cut(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * 0.6));
}

/** Each right that appears this month, unless it was planted that nobody asked for it. */
function requests(month: number, { own, unrequested }: Story): readonly CompanyAct[] {
  if (month === 0) return [];
  const secret = new Set(unrequested.map(keyOf));
  return own.flatMap((account): CompanyAct[] => {
    const role =
      account.roles.find(({ from }) => from === month)?.role ?? inMonth(account.roles, month)?.role;
    const isNew = account.from === month || account.roles.some(({ from }) => from === month);
    if (!isNew || role === undefined || role === '' || secret.has(keyOf(namesOf(account)))) return [];
    return [{ type: 'request', account: namesOf(account), mail: mailIn(account, month), role }];
  });
}

/** What somebody with a new job keeps on purpose: all they have but what was planted. */
function approvals(month: number, { cast, own, planted }: Story): readonly CompanyAct[] {
  const old = new Set(planted.filter((one) => one.class === 'mover').map(keyOf));
  const movers = cast.filter(({ person }) => person.jobs.some(({ from }) => from === month && month > 0));
  return movers.map(({ person }) => {
    const mails = person.mails.map(({ mail }) => mail);
    const kept = own.filter((one) => isThere(one, month) && one.name === `${person.given} ${person.family}`);
    const keeps = kept
      .map(namesOf)
      .filter((one) => !old.has(keyOf(one)) && one.mails.every((mail) => mails.includes(mail)));
    return { type: 'approve-again', mail: mails[0] ?? '', keeps };
  });
}

/** X tells no list: two people say who may post there. */
function attestation(month: number, { cast }: Story): CompanyAct {
  const social = cast.filter(
    ({ person }) =>
      inMonth(person.jobs, month)?.job === 'Social media manager' &&
      person.spans.some((span) => isThere(span, month)),
  );
  const holders = social.map(({ person }) => ({
    name: `${person.given} ${person.family}`,
    mail: inMonth(person.mails, month)?.mail ?? '',
  }));
  return { type: 'attest', system: 'x', holders };
}

function mailIn(account: MadeAccount, month: number): string {
  return inMonth(account.mails, month)?.mail ?? '';
}

function keyOf({ system, login }: AccountNames): string {
  return `${system}\n${login}`;
}
