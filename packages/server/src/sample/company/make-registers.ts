import type { Planted } from './company.ts';
import type { CompanyAct } from './company-acts.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { type RegisterPart, type RegisterPeople, staffAt, wrongPart } from './made-register.ts';
import { makeBrandAccounts } from './make-brand-accounts.ts';
import type { Cast } from './make-people.ts';
import { makeSecrets } from './make-secrets.ts';
import type { SeededRandom } from './seeded-random.ts';

export type MadeRegisters = {
  actsIn(month: number): readonly CompanyAct[];
  readonly planted: readonly Planted[];
};

/** Accounts of the brand, shared secrets and devices: what people write down of them, and what they forget when somebody leaves. */
export function makeRegisters(
  cast: readonly Cast[],
  random: SeededRandom,
  calendar: CompanyCalendar,
): MadeRegisters {
  const mailOf = ({ person }: Cast) => person.mails[0]?.mail ?? '';
  const staff = cast.filter(({ part, person }) => part === 'staff' && person.spans[0]?.from === -1);
  const leavers = random.shuffled(cast.filter(({ part }) => part === 'leaver'));
  const people: RegisterPeople = {
    staff: random.shuffled(staff).map(mailOf),
    leavers: leavers.map((one) => ({ mail: mailOf(one), month: one.person.spans[0]?.until ?? 0 })),
    calendar,
  };
  const parts = [...makeBrandAccounts(people), ...makeSecrets(people), ...makeDevices(people)];
  return {
    actsIn: (month) =>
      parts.flatMap(({ acts }) => acts.flatMap(([when, act]) => (when === month ? [act] : []))),
    planted: parts.flatMap(({ planted }) => planted),
  };
}

/** A phone each for a few; one leaver keeps theirs, another brings it back before. */
function makeDevices(people: RegisterPeople): readonly RegisterPart[] {
  const device = (name: string, holder: string): RegisterPart['acts'][number] => [
    0,
    { type: 'device', name, model: 'Phone', holder },
  ];
  const held = Array.from({ length: 12 }, (_, i) => device(`Phone ${101 + i}`, staffAt(people, i * 2)));
  const {
    leavers: [, , , , , kept, back],
  } = people;
  if (kept === undefined || back === undefined) return [{ acts: held, planted: [] }];
  const what = 'a leaver’s phone that never came back';
  return [
    { acts: held, planted: [] },
    {
      acts: [device('Phone 201', kept.mail)],
      planted: [wrongPart(['device', 'custody', 'Phone 201'], kept.month, what)],
    },
    {
      acts: [device('Phone 202', back.mail), [back.month - 1, { type: 'device-back', name: 'Phone 202' }]],
      planted: [],
    },
  ];
}
