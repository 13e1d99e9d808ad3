import type { IdentityValues } from '@daybook/kit';
import type { Tx } from '../platform/index.ts';
import { findByNumber, type IdentityRow } from './identities.store.ts';
import { hashNumber, type IdentityHashes } from './identity-hash.ts';
import { intakeKey, type PullContext } from './pull-context.ts';
import { readIdentities } from './read-identities.ts';

/** Somebody a batch names, and nobody knows yet by that. */
export type Wanted = { readonly identity: IdentityValues; readonly hashes: IdentityHashes };

type Batch = {
  readonly wanted: readonly Wanted[];
  /** Whom the batch names as they were known before. */
  readonly here: ReadonlySet<string>;
  readonly scope: string;
};

/**
 * Who of those with an address nobody knows is somebody the same list of people held until now: under the same number of its
 * own, and with a word of their name in common, for numbers are given out again. Without this a new mail address would let
 * the one leave and another begin. Whoever is still listed under the old address as well is somebody else.
 */
export async function findRenamedPeople(
  tx: Tx,
  { wanted, here, scope }: Batch,
  context: PullContext,
): Promise<readonly Pick<IdentityRow, 'lookupHash' | 'subjectId'>[]> {
  const key = intakeKey(context);
  const asked = wanted.flatMap(({ identity, hashes }) => {
    const number = hashNumber(key, identity);
    return number === null
      ? []
      : [{ identity, lookupHash: hashes.lookup, number: number.toString('base64') }];
  });
  const list = { pullId: context.pullId, connection: context.connection.id, scope };
  const numbers = [...new Set(asked.map(({ number }) => number))].map((one) => Buffer.from(one, 'base64'));
  const holders = new Map(
    (await findByNumber(tx, list, numbers)).map((row) => [row.numberHash.toString('base64'), row.subjectId]),
  );
  const known = await readIdentities(tx, [...holders.values()], context.services);
  return asked.flatMap(({ identity, lookupHash, number }) => {
    const subjectId = holders.get(number);
    const isAlone = asked.filter((one) => one.number === number).length === 1;
    if (subjectId === undefined || here.has(subjectId) || !isAlone) return [];
    return sharesName(identity, known.get(subjectId)) ? [{ lookupHash, subjectId }] : [];
  });
}

function sharesName(one: IdentityValues, other: IdentityValues | undefined): boolean {
  const words = wordsOf(one.name);
  return wordsOf(other?.name).some((word) => words.includes(word));
}

const wordLengthMin = 2;

function wordsOf(name: string | undefined): readonly string[] {
  const words = (name ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u);
  return words.filter((word) => word.length >= wordLengthMin);
}
