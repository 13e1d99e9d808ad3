import type { IdentityValues } from '@daybook/kit';
import type { Services, Tx } from '../platform/index.ts';
import { listSubjects } from './identities.store.ts';
import { readIdentities } from './read-identities.ts';

export type FoundSubject = {
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly login: string | null;
};

const pageSize = 1_000;
const foundMax = 50;

/** People whose name, mail address, login or pseudonym holds the words, letter case aside; at most 50. Opens every identity. */
export async function findSubjects(
  tx: Tx,
  search: string,
  services: Pick<Services, 'dataKeys'>,
): Promise<readonly FoundSubject[]> {
  const words = search.normalize('NFKC').toLowerCase();
  const found: FoundSubject[] = [];
  for (let after = ''; found.length < foundMax; ) {
    const subjects = await listSubjects(tx, after, pageSize);
    const names = await readIdentities(tx, subjects, services);
    for (const [subject, identity] of names) {
      if (holds(subject, identity, words)) found.push(viewOf(subject, identity));
    }
    const last = subjects.at(-1);
    if (last === undefined || subjects.length < pageSize) break;
    after = last;
  }
  return found.slice(0, foundMax);
}

function holds(subject: string, { name, email, login }: IdentityValues, words: string): boolean {
  return [subject, name, email, login].some((text) => text?.normalize('NFKC').toLowerCase().includes(words));
}

function viewOf(subject: string, { name, email, login }: IdentityValues): FoundSubject {
  return { subject, name: name ?? null, email: email ?? null, login: login ?? null };
}
