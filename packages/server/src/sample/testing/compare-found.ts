import { type Company, type Planted, type PlantedClass, plantedClasses } from '../company/company.ts';

/** One thing the application said is wrong, in the words the company knows its accounts by. */
export type Found = {
  readonly class: PlantedClass;
  readonly system: string;
  readonly login: string | null;
  readonly mail: string | null;
  readonly month: number;
  /** The check and its word for it. */
  readonly said: string;
};

export type ClassFigures = {
  readonly class: PlantedClass;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly Planted[];
  readonly falseAlarms: readonly Found[];
};

export type Judgement = {
  readonly classes: readonly ClassFigures[];
  /** Of all that was planted and could be seen in the months judged. */
  readonly recall: number;
  /** Of all that the application said is wrong. */
  readonly falseShare: number;
};

/** A right that stayed shows at the latest a month after its change of job: only then has its time run out. */
const monthsToSee: Readonly<Partial<Record<PlantedClass, number>>> = { mover: 1 };

export function compareFound(company: Company, found: readonly Found[]): Judgement {
  const due = company.planted.filter((one) => canBeSeen(company, one));
  const classes = plantedClasses.map((name): ClassFigures => {
    const own = distinct(found.filter((one) => one.class === name));
    const wanted = due.filter((one) => one.class === name);
    const all = company.planted.filter((one) => one.class === name);
    const missed = wanted.filter((one) => !own.some((said) => isSame(said, one)));
    const falseAlarms = own.filter((said) => !all.some((one) => isSame(said, one)));
    return { class: name, planted: wanted.length, found: wanted.length - missed.length, missed, falseAlarms };
  });
  const sum = (of: (figures: ClassFigures) => number) => classes.reduce((total, one) => total + of(one), 0);
  const said = distinct(found).length;
  return {
    classes,
    recall: share(
      sum((one) => one.found),
      sum((one) => one.planted),
      1,
    ),
    falseShare: share(
      sum((one) => one.falseAlarms.length),
      said,
      0,
    ),
  };
}

/** It was there in a month judged whose file came whole. */
function canBeSeen({ months }: Company, { class: name, month, system }: Planted): boolean {
  const from = month + (monthsToSee[name] ?? 0);
  return months.some((one) => one.month >= from && !one.unseen.includes(system));
}

function isSame(said: Found, planted: Planted): boolean {
  if (said.system !== planted.system) return false;
  const isMail = said.mail !== null && planted.mails.includes(said.mail.toLowerCase());
  return isMail || (said.login !== null && said.login.toLowerCase() === planted.login.toLowerCase());
}

function distinct(found: readonly Found[]): readonly Found[] {
  return [
    ...new Map(
      found.toReversed().map((one) => [`${one.class}\n${one.system}\n${one.login}\n${one.mail}`, one]),
    ).values(),
  ];
}

function share(part: number, whole: number, ofNothing: number): number {
  return whole === 0 ? ofNothing : part / whole;
}
