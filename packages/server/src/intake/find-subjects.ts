import type { IdentityValues } from '@daybook/kit';
import { Personal, type PersonalClass, type Services, type Tx } from '../platform/index.ts';
import { listSubjects } from './identities.store.ts';
import { readIdentities } from './read-identities.ts';

export type FoundSubject = {
  readonly subject: string;
  readonly name: Personal | null;
  readonly email: Personal | null;
  readonly login: Personal | null;
};

export type SubjectSearch = {
  readonly words: string;
  /** Whether whoever asks may see this class of values; what they may not see is not looked into. */
  readonly mayShow: (personalClass: SearchedClass) => boolean;
  /** At most so many are found; 50 where nothing is said. */
  readonly limit?: number;
};

type SearchedClass = (typeof searchedClasses)[number];
const searchedClasses = ['name', 'email', 'login'] as const satisfies readonly PersonalClass[];

const pageSize = 1_000;
const foundMax = 50;

/**
 * People whose pseudonym, or whose name, mail address or login as far as whoever asks may see it, holds the words, letter case
 * aside. Opens every identity, whatever is asked for and by whom, so that the time says nothing.
 */
export async function findSubjects(
  tx: Tx,
  { words, mayShow, limit = foundMax }: SubjectSearch,
  services: Pick<Services, 'dataKeys'>,
): Promise<readonly FoundSubject[]> {
  const wanted = fold(words);
  const classes = searchedClasses.filter(mayShow);
  const found: FoundSubject[] = [];
  for (let after = ''; ; ) {
    const subjects = await listSubjects(tx, after, pageSize);
    const names = await readIdentities(tx, subjects, services);
    for (const [subject, identity] of names) {
      const searched = [subject, ...classes.map((one) => identity[one])];
      if (searched.some((text) => text !== undefined && fold(text).includes(wanted))) {
        found.push(viewOf(subject, identity));
      }
    }
    const last = subjects.at(-1);
    if (last === undefined || subjects.length < pageSize) break;
    after = last;
  }
  return found.slice(0, limit);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function viewOf(subject: string, identity: IdentityValues): FoundSubject {
  const value = (personalClass: SearchedClass) => {
    const known = identity[personalClass];
    if (known === undefined) return null;
    return new Personal([{ class: personalClass, value: known, of: 'evidence', subject }]);
  };
  return { subject, name: value('name'), email: value('email'), login: value('login') };
}
