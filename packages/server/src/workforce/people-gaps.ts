import { listPopulations } from '../facts/index.ts';
import type { Services, Tx } from '../platform/index.ts';

/**
 * Why nobody can say who is here and who has left: plain sentences, none where every list of people is whole now. Whoever left
 * since a list was last whole still stands on it as if they were here.
 */
export async function peopleGaps(tx: Tx, services: Pick<Services, 'clock'>): Promise<readonly string[]> {
  const people = (await listPopulations(tx, services)).filter(({ kind }) => kind === 'person');
  if (people.length === 0) return ['no list of people is known, so nobody can say who of them has left'];
  return people
    .filter(({ isComplete }) => !isComplete)
    .flatMap(({ reasons }) => reasons)
    .map((reason) => `the list of people is not whole: ${reason}`.slice(0, 500));
}
