import type { LegalBasis } from '@daybook/client';
import { textsOf } from '../messages/catalogue.ts';

const en: Readonly<Record<LegalBasis, string>> = {
  'gdpr-art-17-1-a': 'No longer needed for what it was collected for (GDPR art. 17(1)(a))',
  'gdpr-art-17-1-b': 'The person withdrew their consent (GDPR art. 17(1)(b))',
  'gdpr-art-17-1-c': 'The person objected, and no reason outweighs that (GDPR art. 17(1)(c))',
  'gdpr-art-17-1-d': 'It was processed unlawfully (GDPR art. 17(1)(d))',
  'gdpr-art-17-1-e': 'A law demands its erasure (GDPR art. 17(1)(e))',
  'gdpr-art-17-1-f': 'It was collected from a child for an online service (GDPR art. 17(1)(f))',
  contract: 'A contract demands it',
  'retention-end': 'The time for which it had to be kept is over',
  'other-law': 'Another law demands it',
};
const texts: Readonly<Record<string, string>> = textsOf({ en });

/** Every basis an erasure can rest on; one that the API gains does not compile until it has its words here. */
// Object.keys forgets the names of the keys, and that there are some.
export const legalBases = Object.keys(en) as unknown as readonly [LegalBasis, ...LegalBasis[]];

/** The plain words of a legal basis; one this version does not know is shown by its id. */
export function legalBasisText(basis: string): string {
  return texts[basis] ?? basis;
}
