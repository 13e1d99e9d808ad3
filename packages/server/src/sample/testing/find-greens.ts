import type { CompanyMonth } from '../company/company.ts';
import { type JudgedControl, restOnPeople } from './judged-controls.ts';
import type { Said } from './read-found.ts';

export type Green = Said & { readonly list: string };

/** Kinds that are what a list holds now; of others only what newly passes rests on this month's lists. */
const listed = ['account', 'grant', 'credential'];
/** What people register rests on no list of a system. */
const registered = ['brand-account', 'review', 'system'];

/**
 * What passes although a list it rests on did not come, came cut, shorter or unreadable, or although nobody knows who works
 * here. `before`: what was said a month earlier.
 */
export function findGreens(
  said: readonly Said[],
  before: readonly Said[],
  { unseen }: CompanyMonth,
  domain: string,
): readonly Green[] {
  const passedBefore = new Set(passesOf(before).map(keyOf));
  return passesOf(said).flatMap((one): Green[] => {
    const isOnList =
      !registered.includes(one.kind) &&
      unseen.includes(one.system) &&
      (listed.includes(one.kind) || !passedBefore.has(keyOf(one)));
    if (isOnList) return [{ ...one, list: one.system }];
    // The people of agencies are kept by their engagement, which no list of people tells.
    const isOfOwn = one.control !== 'account-ownership' || one.mail?.endsWith(`@${domain}`) === true;
    const isOnPeople =
      unseen.includes('people') &&
      isOfOwn &&
      (restOnPeople as readonly JudgedControl[]).includes(one.control);
    return isOnPeople ? [{ ...one, list: 'people' }] : [];
  });
}

function passesOf(said: readonly Said[]): readonly Said[] {
  return said.filter(({ outcome }) => outcome === 'pass');
}

function keyOf({ control, key }: Said): string {
  return `${control}\n${key}`;
}
