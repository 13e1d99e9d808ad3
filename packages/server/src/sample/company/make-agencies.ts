import type { MadeAccount, Planted } from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { agencyNames, familyNames, givenNames } from './made-up-names.ts';
import type { SeededRandom } from './seeded-random.ts';

export type MadeAgencies = {
  readonly accounts: readonly MadeAccount[];
  readonly acts: readonly CompanyAct[];
  readonly planted: readonly Planted[];
};

type Agency = { readonly name: string; readonly domain: string; readonly until: number | null };

/**
 * Two agencies. One answers tickets all year; the other runs the channels until its engagement ends, and then its partner
 * link and most of its people go, while one person and one token stay: two of the three layers.
 */
export function makeAgencies(random: SeededRandom, calendar: CompanyCalendar): MadeAgencies {
  const [social = '', support = ''] = random.shuffled(agencyNames);
  const ending: Agency = { name: social, domain: domainOf(social), until: 4 + random.int(5) };
  const staying: Agency = { name: support, domain: domainOf(support), until: null };
  const person = personMaker(random);
  const { until } = ending;
  const channelPeople = Array.from({ length: 3 }, (_, i) => person(ending, 700 + i));
  const survivor = { ...person(ending, 710), system: 'linkedin', roles: role('Content admin') } as const;
  const partnerOf = (agency: Agency): MadeAccount => ({
    ...{ system: 'meta-business', login: `88${random.int(9_000_000) + 1_000_000}`, mails: [] },
    ...{ name: agency.name, kind: 'partner', owner: null, roles: role('CREATE_CONTENT') },
    ...{ from: -1, until: agency.until },
  });
  const owner = channelPeople[0]?.mails[0]?.mail ?? null;
  const token: MadeAccount = {
    ...{
      system: 'meta-business',
      login: `77${random.int(9_000_000) + 1_000_000}`,
      mails: [],
      name: 'Post scheduler',
    },
    ...{ kind: 'service', owner, roles: role('EMPLOYEE'), from: -1, until: null },
  };
  const agents = Array.from({ length: 4 }, (_, i) => person(staying, 720 + i));
  const month = until ?? 0;
  return {
    accounts: [
      ...channelPeople.map(
        (one): MadeAccount => ({ ...one, system: 'meta-business', roles: role('EMPLOYEE'), until }),
      ),
      ...agents.map((one): MadeAccount => ({ ...one, system: 'zendesk', roles: role('Agent') })),
      ...[survivor, partnerOf(ending), partnerOf(staying), token],
    ],
    acts: [ending, staying].map((agency) => ({
      ...{ type: 'agency', name: agency.name, domain: agency.domain },
      until: agency.until === null ? null : calendar.eventDay(agency.until),
    })),
    planted: [
      plantedOf(survivor, month, 'one of the agency’s people, after its engagement'),
      plantedOf(token, month, 'a token made by the agency, after its engagement'),
    ],
  };
}

const role = (name: string) => [{ from: -1, role: name }];

function plantedOf({ system, login, mails }: MadeAccount, month: number, what: string): Planted {
  return { class: 'left-agency', system, login, mails: mails.map(({ mail }) => mail), month, what };
}

function domainOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example`;
}

function personMaker(random: SeededRandom) {
  const names = random.shuffled(givenNames);
  let i = 0;
  return (agency: Agency, number: number): MadeAccount => {
    const given = names[i++] ?? 'Alvena';
    const family = random.pick(familyNames);
    return {
      system: 'zendesk',
      login: `900${number}`,
      mails: [{ from: -1, mail: `${given}.${family}@${agency.domain}`.toLowerCase() }],
      name: `${given} ${family}`,
      kind: 'human',
      owner: null,
      roles: role('Agent'),
      from: -1,
      until: null,
    };
  };
}
