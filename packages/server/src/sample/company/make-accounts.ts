import { inMonth, type MadeAccount, type MadePerson, type SampleSystem } from './company.ts';
import { monthsMax } from './company-calendar.ts';
import { jobs } from './jobs.ts';

/** The accounts that somebody's jobs need, while they need them: nothing stays behind. */
export function accountsOfPerson(person: MadePerson): readonly MadeAccount[] {
  const found: MadeAccount[] = [];
  for (const system of systemsOf(person)) {
    let open: { from: number; roles: { from: number; role: string }[] } | null = null;
    for (let month = -1; month <= monthsMax; month += 1) {
      const role = roleIn(person, system, month);
      if (role === null) {
        if (open !== null) found.push(accountOf(person, system, { ...open, until: month }));
        open = null;
      } else if (open === null) open = { from: month, roles: [{ from: month, role }] };
      else if (open.roles.at(-1)?.role !== role) open.roles.push({ from: month, role });
    }
    if (open !== null) found.push(accountOf(person, system, { ...open, until: null }));
  }
  return found;
}

function systemsOf({ jobs: held }: MadePerson): readonly SampleSystem[] {
  const names = held.flatMap(({ job }) => Object.keys(jobs[job] ?? {}));
  return [...new Set(names)] as SampleSystem[]; // keys of the table of jobs, which its type names
}

function roleIn(person: MadePerson, system: SampleSystem, month: number): string | null {
  const works = person.spans.some(({ from, until }) => from <= month && (until === null || month < until));
  const job = inMonth(person.jobs, month)?.job ?? '';
  return works ? (jobs[job]?.[system] ?? null) : null;
}

function accountOf(
  person: MadePerson,
  system: SampleSystem,
  { from, until, roles }: Pick<MadeAccount, 'from' | 'until' | 'roles'>,
): MadeAccount {
  const { given, family, number, mails } = person;
  return {
    system,
    login: loginOn(system, { given, family, number, mail: mails[0]?.mail ?? '' }),
    // A code host and a cloud keep the address they were told first.
    mails: system === 'github' ? mails.slice(0, 1) : system.startsWith('aws') ? [] : mails,
    name: `${given} ${family}`,
    kind: 'human',
    owner: null,
    ...{ roles, from, until },
  };
}

type Named = {
  readonly given: string;
  readonly family: string;
  readonly number: string;
  readonly mail: string;
};

/** As people are called on that system. */
export function loginOn(system: SampleSystem, { given, family, number, mail }: Named): string {
  const short = `${given}.${family}`.toLowerCase();
  if (system === 'okta') return mail;
  if (system === 'github') return `${given[0] ?? ''}${family}-dev`.toLowerCase();
  if (system === 'slack') return (mail.split('@')[0] ?? short).replace('.', '');
  if (system === 'zendesk') return `36000${number}`;
  if (system === 'hubspot') return `55${number}`;
  if (system === 'meta-business') return `1009${number}00`;
  if (system === 'linkedin') return `https://linkedin.example/in/${short.replace('.', '-')}-${number}`;
  return short;
}
