import type { CompanyAct } from './company-acts.ts';
import { type RegisterPart, type RegisterPeople, staffAt, wrongPart } from './made-register.ts';

/** Passwords several people know: two stay as they were when one of them leaves, another is changed before. */
export function makeSecrets(people: RegisterPeople): readonly RegisterPart[] {
  const {
    leavers: [, , kept, secondKept, changed],
  } = people;
  return [
    { acts: fineOnes.map((name, i) => [0, secretOf(people, name, i)] as const), planted: [] },
    forgotten(people, 'Scheduling tool', kept),
    forgotten(people, 'Wifi of the shop', secondKept),
    inTime(people, 'Card of the ad account', changed),
  ];
}

const fineOnes = [
  'Door code of the studio',
  'Newsletter account',
  'Router of the office',
  'Stock photo account',
  'Survey tool',
  'Press list',
  'Domain registrar',
  'Parcel labels',
];

type Leaver = RegisterPeople['leavers'][number] | undefined;
const nothing: RegisterPart = { acts: [], planted: [] };

function forgotten(people: RegisterPeople, name: string, leaver: Leaver): RegisterPart {
  if (leaver === undefined) return nothing;
  return {
    acts: [[0, secretOf(people, name, name.length, leaver.mail)]],
    planted: [wrongPart(['secret', 'custody', name], leaver.month, 'a secret a leaver knew, unchanged')],
  };
}

/** Changed, and told to others, before the one who knew it left. */
function inTime(people: RegisterPeople, name: string, leaver: Leaver): RegisterPart {
  if (leaver === undefined) return nothing;
  const knownBy = [staffAt(people, 30), staffAt(people, 31)];
  const changing: CompanyAct = { type: 'secret-change', name, knownBy };
  return {
    acts: [
      [0, secretOf(people, name, 15, leaver.mail)],
      [leaver.month - 1, changing],
    ],
    planted: [],
  };
}

function secretOf(people: RegisterPeople, name: string, i: number, ...more: readonly string[]): CompanyAct {
  const knowers = [0, 1, 2].map((n) => staffAt(people, i * 2 + n));
  return {
    ...{ type: 'secret', name, system: 'office', owner: knowers[0] ?? '' },
    ...{ knownBy: [...knowers, ...more], changedOn: people.calendar.dayOf(0, 1) },
  };
}
