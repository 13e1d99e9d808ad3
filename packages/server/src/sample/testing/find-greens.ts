import type { CompanyMonth } from '../company/company.ts';
import { quarterOf } from '../company/make-reviews.ts';
import { type JudgedControl, restOnPeople } from './judged-controls.ts';
import type { Said } from './read-found.ts';

export type Green = Said & { readonly list: string };

/** Kinds that are what a list holds now; of others only what newly passes rests on this month's lists. */
const listed = ['account', 'grant', 'credential'];
/** What people register rests on no list of a system. */
const registered = ['brand-account', 'review', 'system'];

export type Evidence = {
  readonly month: CompanyMonth;
  /** This month and those before. */
  readonly lived: readonly CompanyMonth[];
  readonly domain: string;
  /** What passed in some month before: a removal that a whole list proved stays proven, whatever comes later. */
  readonly proven: ReadonlySet<string>;
  /** Reviews, as `<system>/<period>`, of lists that were not whole when they were frozen: nothing of them ever passes. */
  readonly halfReviewed: ReadonlySet<string>;
};

/**
 * What passes although a list it rests on did not come, came cut, shorter or unreadable, or although nobody knows who works
 * here.
 */
export function findGreens(said: readonly Said[], evidence: Evidence): readonly Green[] {
  return said.flatMap((one): Green[] => {
    const list = one.outcome === 'pass' ? brokenListOf(one, evidence) : null;
    return list === null ? [] : [{ ...one, list }];
  });
}

function brokenListOf(
  one: Said,
  { month: { unseen }, lived, domain, proven, halfReviewed }: Evidence,
): string | null {
  if (one.kind === 'access-review') return halfReviewed.has(one.key) ? one.system : null;
  if (one.provenAt !== null && wasUnseenAt(one.provenAt, one.system, lived)) return one.system;
  const isProven = proven.has(passKey(one)) || one.provenAt !== null;
  const isNew = listed.includes(one.kind) || (!isProven && !isDecided(one));
  if (!registered.includes(one.kind) && unseen.includes(one.system) && isNew) return one.system;
  // The people of agencies are kept by their engagement, which no list of people tells.
  const isOfOwn = one.control !== 'account-ownership' || one.mail?.endsWith(`@${domain}`) === true;
  const restsOnPeople = (restOnPeople as readonly JudgedControl[]).includes(one.control);
  return unseen.includes('people') && isOfOwn && restsOnPeople ? 'people' : null;
}

/** Whether the newest lists at that time lacked this one: such a list proves nothing, then or later. */
function wasUnseenAt(at: string, system: string, lived: readonly CompanyMonth[]): boolean {
  return lived.findLast(({ takenAt }) => takenAt <= at)?.unseen.includes(system) === true;
}

/** That it may stay was decided by somebody in time: no list says that, so none has to be whole for it. */
function isDecided({ control, code }: Said): boolean {
  return control === 'mover-access' && code.endsWith(' approved-again');
}

export function passKey({ control, key }: Said): string {
  return `${control}\n${key}`;
}

export function halfReviewedIn({ acts, unseen, takenAt }: CompanyMonth): readonly string[] {
  const reviewed = acts.flatMap((act) => (act.type === 'review' ? act.systems : []));
  return reviewed
    .filter((system) => unseen.includes(system))
    .map((system) => `${system}/${quarterOf(takenAt)}`);
}
