import type { AccountNames, MadeAccount, Planted, PlantedClass, SampleSystem } from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import { givenNames, strangerNames } from './made-up-names.ts';
import type { Cast } from './make-people.ts';
import { removedFrom, removedLaterFrom } from './make-reviews.ts';
import type { SeededRandom } from './seeded-random.ts';

export type Planting = {
  readonly random: SeededRandom;
  readonly domain: string;
  readonly cast: readonly Cast[];
};

export function namesOf({ system, login, mails }: MadeAccount): AccountNames {
  return { system, login, mails: mails.map(({ mail }) => mail) };
}

function planted(account: MadeAccount, type: PlantedClass, month: number, what: string): Planted {
  return { ...namesOf(account), class: type, month: Math.max(0, month), what };
}

/** Leaves some of what leavers and movers had where it was. */
export function leaveBehind(
  accounts: readonly (readonly [Cast, MadeAccount])[],
  { random }: Planting,
): { readonly accounts: readonly MadeAccount[]; readonly planted: readonly Planted[] } {
  const ending = random.shuffled(
    accounts.filter(([{ part }, { until }]) => part === 'leaver' && until !== null),
  );
  const moved = accounts.filter(([{ part }, { until }]) => part === 'mover' && until !== null);
  const movers = random.shuffled([...new Set(moved.map(([cast]) => cast))]).slice(0, moversPlanted);
  const left = ending.slice(0, leftPlanted).map(([, account]) => account);
  const kept = movers.flatMap((mover) => moved.find(([cast]) => cast === mover)?.[1] ?? []);
  const staying = new Set([...left, ...kept]);
  return {
    accounts: accounts.map(([, account]) => (staying.has(account) ? { ...account, until: null } : account)),
    planted: [
      ...left.map((one) => planted(one, 'left', one.until ?? 0, 'a leaver’s account that stayed')),
      ...kept.map((one) => planted(one, 'mover', one.until ?? 0, 'a right of the old job that stayed')),
    ],
  };
}

/**
 * Some sign in with their password alone. One who left is still listed, switched off and without a second factor, which is as
 * it should be.
 */
export function withoutFactor(
  accounts: readonly MadeAccount[],
  { cast, random, planted: left }: Planting & { readonly planted: readonly Planted[] },
): { readonly accounts: readonly MadeAccount[]; readonly planted: readonly Planted[] } {
  const people = new Map(cast.map(({ part, person }) => [`${person.given} ${person.family}`, part]));
  const steady = random.shuffled(
    accounts.filter((one) => people.get(one.name) === 'staff' && one.from < 0 && one.until === null),
  );
  const weak = factorless.flatMap(([system, from]) => {
    const account = steady.find((one) => one.system === system);
    return account === undefined ? [] : [{ account, from }];
  });
  const isLeft = (one: MadeAccount) =>
    left.some(({ system, login }) => system === one.system && login === one.login);
  const off = accounts.find(
    (one) => people.get(one.name) === 'leaver' && one.system === 'slack' && !isLeft(one),
  );
  return {
    accounts: accounts.map((one) => {
      if (one === off) return switchedOff(one);
      const found = weak.find(({ account }) => account === one);
      return found === undefined ? one : { ...one, withoutFactorFrom: found.from };
    }),
    planted: weak.map(({ account, from }) =>
      planted(account, 'no-factor', from, 'an account that a password alone opens'),
    ),
  };
}

const factorless = [
  ['slack', -1],
  ['github', 2],
  ['aws:000000000042', 4],
] as const;

function switchedOff(account: MadeAccount): MadeAccount {
  const from = account.until ?? 0;
  return {
    ...account,
    until: null,
    withoutFactorFrom: from,
    roles: [...account.roles, { from, role: 'Deactivated' }],
  };
}

const leftPlanted = 6;
const moversPlanted = 5;

type Strange = {
  readonly account: MadeAccount;
  readonly planted: readonly Planted[];
  readonly acts: readonly CompanyAct[];
};

/** Accounts of nobody, services without owners, shared sign-ins; and their harmless look-alikes. */
export function strangers(planting: Planting): readonly Strange[] {
  const { cast, domain, random } = planting;
  const staff = random.shuffled(
    cast.filter(({ part, person }) => part === 'staff' && person.spans[0]?.from === -1),
  );
  const mailOfStaff = (i: number) => staff[i]?.person.mails[0]?.mail ?? '';
  return [
    ...ghosts(planting),
    ...orphans(),
    ...shared(domain),
    registered(domain, mailOfStaff(0)),
    ownedBot({ system: 'slack', login: 'deploy-bot', name: 'deploy-bot', role: 'Bot' }, mailOfStaff(1)),
    ownedBot(
      { system: 'aws:000000000042', login: 'svc-backup', name: 'svc-backup', role: '' },
      mailOfStaff(2),
    ),
    {
      account: { ...service('meta-business', '7700001', 'Reporting', 'EMPLOYEE', -1), owner: mailOfStaff(3) },
      planted: [],
      acts: [],
    },
  ];
}

/** What reviews take away. */
const removedIn: Readonly<Record<string, number>> = { hubspot: removedFrom, slack: removedLaterFrom };

function ghosts({ random }: Planting): readonly Strange[] {
  const given = random.shuffled(givenNames);
  const family = random.shuffled(strangerNames);
  const places = [
    ['zendesk', 'Agent', -1],
    ['hubspot', 'Super Admin', -1],
    ['slack', 'Member', 2],
    ['linkedin', 'Super admin', 5],
  ] as const;
  return places.map(([system, role, from], i) => {
    const name = `${given[i] ?? ''} ${family[i] ?? ''}`;
    const mail = `${name.replace(' ', '.')}@private-mail.example`.toLowerCase();
    const login =
      system === 'slack' ? name.replace(' ', '').toLowerCase() : `4${i}0${random.int(90_000) + 10_000}`;
    const account: MadeAccount = {
      ...{ system, login, mails: [{ from: -1, mail }], name, kind: 'human', owner: null },
      ...{ roles: [{ from: -1, role }], from, until: removedIn[system] ?? null },
    };
    return { account, planted: [planted(account, 'ghost', from, 'an account of nobody')], acts: [] };
  });
}

function orphans(): readonly Strange[] {
  const made = [
    service('aws:000000000042', 'svc-export', 'svc-export', '', -1),
    service('slack', 'sync-bot', 'sync-bot', 'Bot', 3),
    service('meta-business', '7700002', 'Lead importer', 'ADMIN', -1),
  ];
  return made.map((account) => ({
    account,
    planted: [planted(account, 'orphan', account.from, 'a service account nobody answers for')],
    acts: [],
  }));
}

function shared(domain: string): readonly Strange[] {
  const made = [
    sharedBy('zendesk', `support@${domain}`, 'Support Team', 'Agent', -1),
    sharedBy('hubspot', `marketing@${domain}`, 'Marketing', 'Marketing', -1),
    sharedBy('linkedin', `social@${domain}`, 'Social Team', 'Content admin', 4),
  ];
  return made.map((account) => ({
    account,
    planted: [planted(account, 'shared', account.from, 'a sign-in several people share')],
    acts: [],
  }));
}

function registered(domain: string, custodian: string): Strange {
  const account = sharedBy('zendesk', `frontdesk@${domain}`, 'Front Desk', 'Light agent', -1);
  return {
    account,
    planted: [],
    acts: [{ type: 'whose', account: namesOf(account), belongsTo: 'unknown', custodian }],
  };
}

function ownedBot(
  { system, login, name, role }: { system: SampleSystem; login: string; name: string; role: string },
  custodian: string,
): Strange {
  const account = service(system, login, name, role, -1);
  return {
    account,
    planted: [],
    acts: [{ type: 'whose', account: namesOf(account), belongsTo: 'bot', custodian }],
  };
}

function service(system: SampleSystem, login: string, name: string, role: string, from: number): MadeAccount {
  const roles = [{ from: -1, role }];
  return { system, login, mails: [], name, kind: 'service', owner: null, roles, from, until: null };
}

function sharedBy(system: SampleSystem, mail: string, name: string, role: string, from: number): MadeAccount {
  const login = `66${mail.length}${name.length}0${system.length}`;
  const mails = [{ from: -1, mail }];
  return {
    system,
    login,
    mails,
    name,
    kind: 'human',
    owner: null,
    roles: [{ from: -1, role }],
    from,
    until: null,
  };
}
