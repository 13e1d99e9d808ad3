import type { MadePerson } from './company.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { startingJobs } from './jobs.ts';
import { familyNames, givenNames } from './made-up-names.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Why somebody is in the story; `staff` has none. */
export type Part = 'staff' | 'leaver' | 'mover' | 'rehired' | 'renamed' | 'extended' | 'namesake' | 'joiner';

export type Cast = { readonly person: MadePerson; readonly part: Part };

type Shape = { readonly part: Part; readonly job: string; readonly from: number };

/** The people of a year: fifty at its beginning, those who join, leave, move, come back, change their name. */
export function makePeople(random: SeededRandom, domain: string, calendar: CompanyCalendar): readonly Cast[] {
  const names = nameMaker(random);
  const shapes = shapesOf(random);
  const cast: Cast[] = shapes.map((shape, i) =>
    castOf(shape, { number: 1_001 + i, name: names(), domain, random, calendar }),
  );
  const first = cast.find(({ part }) => part === 'namesake');
  if (first === undefined) return cast;
  // Two people of one name, told apart by their addresses.
  const { given, family } = first.person;
  const twin = cast.findLast(({ part }) => part === 'namesake');
  return cast.map((one) =>
    one === twin && one !== first
      ? {
          ...one,
          person: {
            ...one.person,
            given,
            family,
            mails: [{ from: -1, mail: mailOf(given, family, domain, 2) }],
          },
        }
      : one,
  );
}

function shapesOf(random: SeededRandom): readonly Shape[] {
  const starting = startingJobs.flatMap(([job, people]) => Array.from({ length: people }, () => job));
  const parts = partsByJob(random);
  const began = starting.map((job): Shape => ({ part: parts.get(job)?.shift() ?? 'staff', job, from: -1 }));
  const joiners = Array.from({ length: 9 }, (_, i): Shape => {
    const job = random.pick(['Support agent', 'Engineer', 'Sales manager', 'Support agent']);
    return { part: 'joiner', job, from: 1 + ((i * 5) % 11) };
  });
  return [...began, ...joiners];
}

/** Which parts are played by people of which job; taken from the front as people are made. */
function partsByJob(random: SeededRandom): Map<string, Part[]> {
  return new Map<string, Part[]>([
    [
      'Support agent',
      [
        ...random.shuffled<Part>([
          'leaver',
          'leaver',
          'mover',
          'mover',
          'rehired',
          'namesake',
          'namesake',
          'extended',
        ]),
      ],
    ],
    ['Engineer', [...random.shuffled<Part>(['leaver', 'leaver', 'renamed'])]],
    ['Sales manager', [...random.shuffled<Part>(['leaver', 'mover'])]],
    ['Social media manager', [...random.shuffled<Part>(['leaver', 'mover'])]],
    ['Marketing manager', [...random.shuffled<Part>(['mover', 'leaver'])]],
    ['Support lead', ['mover']],
  ]);
}

type Making = {
  readonly number: number;
  readonly name: readonly [given: string, family: string];
  readonly domain: string;
  readonly random: SeededRandom;
  readonly calendar: CompanyCalendar;
};

function castOf({ part, job, from }: Shape, { number, name, domain, random, calendar }: Making): Cast {
  const [given, family] = name;
  const month = 2 + random.int(7);
  const base: MadePerson = {
    number: String(number),
    given,
    family,
    employer: part === 'extended' ? 'Harrowgate Contracting' : 'The company',
    mails: [{ from: -1, mail: mailOf(given, family, domain, 1) }],
    jobs: [{ from: -1, job }],
    spans: [{ from, until: null }],
    startedOn: from < 0 ? calendar.dayOf(-6 - (number % 20), 1 + (number % 27)) : calendar.eventDay(from),
  };
  return { part, person: { ...base, ...changesOf(part, { job, month, domain, base, calendar }) } };
}

type Changing = {
  readonly job: string;
  readonly month: number;
  readonly domain: string;
  readonly base: MadePerson;
  readonly calendar: CompanyCalendar;
};

function changesOf(part: Part, { job, month, domain, base, calendar }: Changing): Partial<MadePerson> {
  if (part === 'leaver') return { spans: [{ from: -1, until: month }] };
  if (part === 'mover') return { jobs: [...base.jobs, { from: month, job: nextJob(job) }] };
  if (part === 'rehired')
    return {
      spans: [
        { from: -1, until: 3 },
        // Not in the month in which the list of people breaks off: by the last whole one they would not be back.
        { from: 6, until: null },
      ],
    };
  if (part === 'renamed') {
    const mail = mailOf(base.given, `${base.family}-vale`, domain, 1);
    return { mails: [...base.mails, { from: month, mail }] };
  }
  if (part === 'extended') {
    return {
      plannedEnds: [
        { from: -1, day: calendar.dayOf(5, 30) },
        { from: 4, day: calendar.dayOf(14, 28) },
      ],
    };
  }
  return {};
}

/** The job somebody moves on to never needs all that the old one did. */
function nextJob(job: string): string {
  if (job === 'Support agent' || job === 'Support lead') return 'Engineer';
  return job === 'Sales manager' ? 'People partner' : 'Sales manager';
}

function mailOf(given: string, family: string, domain: string, nth: number): string {
  return `${given}.${family}${nth > 1 ? nth : ''}@${domain}`.toLowerCase();
}

/** Every full name once, and no family twice with the same first letter of the given name, so that logins differ. */
function nameMaker(random: SeededRandom): () => readonly [string, string] {
  const families = random.shuffled([...familyNames, ...familyNames]);
  const used = new Set<string>();
  let i = 0;
  return () => {
    for (;;) {
      const family = families[i % families.length] ?? 'Abelmoor';
      const given = random.pick(givenNames);
      if (used.has(`${given[0]}${family}`)) continue;
      used.add(`${given[0]}${family}`);
      i += 1;
      return [given, family];
    }
  };
}
