import type { Company, Planted } from '../company/company.ts';
import { brokenBy, type JudgedControl, judgedControls } from './judged-controls.ts';
import type { Said } from './read-found.ts';

export type ControlFigures = {
  readonly number: string;
  readonly control: JudgedControl;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly Planted[];
  /** Different things it said anything of. */
  readonly judged: number;
  /** Different things it said are wrong. */
  readonly alarms: number;
  readonly falseAlarms: readonly Said[];
};

export type Judgement = {
  readonly controls: readonly ControlFigures[];
  /** Of all that was planted and could be seen in the months judged. */
  readonly recall: number;
  /** Of all that the application said is wrong. */
  readonly falseShare: number;
};

export function compareSaid(company: Company, said: readonly Said[]): Judgement {
  const due = company.planted.filter((one) => canBeSeen(company, one));
  const controls = judgedControls.map(({ number, control }): ControlFigures => {
    const own = said.filter((one) => one.control === control);
    const fails = own.filter(({ outcome }) => outcome === 'fail');
    const wanted = due.filter((one) => brokenBy[one.class][0] === control);
    const missed = wanted.filter((one) => !fails.some((other) => isSame(other, one)));
    const falseAlarms = distinct(fails.filter((one) => !isRight(one, company.planted)));
    const figures = { planted: wanted.length, found: wanted.length - missed.length, missed, falseAlarms };
    return { number, control, ...figures, judged: distinct(own).length, alarms: distinct(fails).length };
  });
  const sum = (of: (figures: ControlFigures) => number) =>
    controls.reduce((total, one) => total + of(one), 0);
  return {
    controls,
    recall: share(
      sum((one) => one.found),
      sum((one) => one.planted),
      1,
    ),
    falseShare: share(
      sum((one) => one.falseAlarms.length),
      sum((one) => one.alarms),
      0,
    ),
  };
}

/** A right that stayed shows at the latest a month after its change of job: only then has its time run out. */
const monthsToSee: Readonly<Partial<Record<Planted['class'], number>>> = { mover: 1 };

/** It was there in a month judged in which its list, and that of people, was whole; what has no list can always be seen. */
function canBeSeen({ months }: Company, { class: name, month, system }: Planted): boolean {
  const from = month + (monthsToSee[name] ?? 0);
  if (name === 'attestation') return months.some((one) => one.month === month);
  return months.some(
    (one) => one.month >= from && ![system, 'people'].some((list) => one.unseen.includes(list)),
  );
}

function isRight(said: Said, planted: readonly Planted[]): boolean {
  return planted.some(
    (one) => brokenBy[one.class].includes(said.control) && one.month <= said.month && isSame(said, one),
  );
}

function isSame(said: Said, planted: Planted): boolean {
  if (said.system !== planted.system) return false;
  const isMail = said.mail !== null && planted.mails.includes(said.mail.toLowerCase());
  return isMail || (said.login !== null && said.login.toLowerCase() === planted.login.toLowerCase());
}

function distinct(said: readonly Said[]): readonly Said[] {
  const name = (one: Said) => `${one.control}\n${one.system}\n${one.login}\n${one.mail}`;
  return [...new Map(said.toReversed().map((one) => [name(one), one])).values()];
}

function share(part: number, whole: number, ofNothing: number): number {
  return whole === 0 ? ofNothing : part / whole;
}
