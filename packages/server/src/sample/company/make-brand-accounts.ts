import type { Planted } from './company.ts';
import type { BrandNames, CompanyAct, MadeCustody } from './company-acts.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { type RegisterPart, type RegisterPeople, staffAt, wrongPart } from './made-register.ts';

/** Sixteen of them; four are not as they should be, and two only look so. */
export function makeBrandAccounts(people: RegisterPeople): readonly RegisterPart[] {
  const keep = keeper(people.calendar);
  const base = (i: number) => custodyOf(people, 20 + i);
  const named = (system: string, account: string): BrandNames => ({ system, account });
  return [
    ...goodOnes.map(([system, account], i) => keep(named(system, account), custodyOf(people, i))),
    ...ofLeavers(people, keep),
    keep(named('pinterest', 'brand-boards'), { ...base(2), recoveryMail: 'private' }, [
      wrongPart(['custody', 'pinterest', 'brand-boards'], 0, 'a recovery that goes to a private mailbox'),
    ]),
    keep(named('threads', 'brand-talk'), { ...base(3), administrators: [base(3).owner] }, [
      wrongPart(['custody', 'threads', 'brand-talk'], 0, 'one administrator alone'),
    ]),
    keep(named('mastodon', 'brand-toots'), { ...base(4), factor: 'none' }, [
      wrongPart(
        ['brand-factor', 'mastodon', 'brand-toots'],
        0,
        'an account of the brand that a password alone opens',
      ),
    ]),
    // Nobody signs in as it, so it needs no second factor.
    keep(named('linkedin', 'brand-showcase'), {
      ...base(5),
      secretKept: 'no-secret',
      custodians: [],
      factor: 'none',
    }),
  ];
}

const goodOnes = [
  ['instagram', 'brand'],
  ['instagram', 'brand-support'],
  ['x', 'brand'],
  ['x', 'brand-support'],
  ['youtube', 'brand'],
  ['facebook', 'brand'],
  ['facebook', 'brand-nord'],
  ['tiktok', 'brand'],
  ['reddit', 'brand-team'],
  ['whatsapp', 'brand-service'],
] as const;

type Keep = (
  names: BrandNames,
  custody: MadeCustody,
  planted?: readonly Planted[],
  more?: RegisterPart['acts'],
) => RegisterPart;

/** One recovery phone goes with somebody who left; another was handed over before they did. */
function ofLeavers(people: RegisterPeople, keep: Keep): readonly RegisterPart[] {
  const {
    leavers: [forgotten, handedOver],
    calendar,
  } = people;
  if (forgotten === undefined || handedOver === undefined) return [];
  const sky = { system: 'bluesky', account: 'brand-sky' };
  const before = handedOver.month - 1;
  const custody = custodyOf(people, 26);
  const change: CompanyAct = {
    ...{ type: 'brand-change', brand: sky },
    custody: { phoneOf: custody.phoneOf, triedOn: calendar.dayOf(before, 1) },
  };
  return [
    keep(
      { system: 'tiktok', account: 'brand-clips' },
      { ...custodyOf(people, 21), phoneOf: forgotten.mail },
      [
        wrongPart(
          ['custody', 'tiktok', 'brand-clips'],
          forgotten.month,
          'a recovery phone of somebody who left',
        ),
      ],
    ),
    keep(
      sky,
      { ...custody, phoneOf: handedOver.mail },
      [],
      [
        [before, change],
        [before, { type: 'brand-confirm', brand: sky }],
      ],
    ),
  ];
}

function custodyOf(people: RegisterPeople, i: number): MadeCustody {
  const nth = (n: number) => staffAt(people, i * 3 + n);
  return {
    owner: nth(0),
    administrators: [nth(0), nth(1)],
    secretKept: 'vault',
    custodians: [nth(1), nth(2)],
    factor: i % 2 === 0 ? 'hardware-key' : 'app',
    recoveryMail: 'company',
    phoneOf: nth(2),
    triedOn: people.calendar.dayOf(0, 1),
  };
}

const confirmedIn = [0, 2, 5, 8, 10];
const triedAgainIn = [5, 10];

/** Looked at and confirmed each quarter, its recovery tried again within half a year. */
function keeper(calendar: CompanyCalendar): Keep {
  return (brand, custody, planted = [], more = []) => {
    const tried = triedAgainIn.map((month) => {
      const act: CompanyAct = { type: 'brand-change', brand, custody: { triedOn: calendar.dayOf(month, 1) } };
      return [month, act] as const;
    });
    const confirmed = confirmedIn.map((month) => [month, { type: 'brand-confirm', brand }] as const);
    return {
      acts: [[0, { type: 'brand', brand, custody }], ...tried, ...confirmed, ...more],
      planted,
    };
  };
}
