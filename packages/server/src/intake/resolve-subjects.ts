import type { IdentityValues } from '@daybook/kit';
import { sealBytes, type Tx } from '../platform/index.ts';
import { findRenamedPeople, type Wanted } from './find-renamed-people.ts';
import {
  findByLookup,
  findByValues,
  type IdentityRow,
  type NumberedRow,
  stageIdentities,
} from './identities.store.ts';
import { hashIdentity, hashNumber } from './identity-hash.ts';
import { intakeKey, type PullContext, stagingKey } from './pull-context.ts';

type Population = { readonly kind: string; readonly scope: string };

/** What earlier batches of a pull found, by what was said of somebody: the same people come again and again. */
const foundSubjects = new WeakMap<PullContext, Map<string, string>>();
const foundSubjectsMax = 50_000;

/** Answers the pseudonym of every identity object of a batch; those never seen get a new random one, staged with the pull. */
export async function resolveSubjects(
  tx: Tx,
  identities: readonly IdentityValues[],
  population: Population,
  context: PullContext,
): Promise<(identity: IdentityValues) => string> {
  const found = foundSubjects.get(context) ?? new Map<string, string>();
  const said = new Map<string, IdentityValues>();
  for (const identity of identities) said.set(JSON.stringify(identity), identity);
  const subjects = new Map<string, string>();
  const unknown = new Map<string, IdentityValues>();
  for (const [text, identity] of said) {
    const subject = found.get(text);
    if (subject === undefined) unknown.set(text, identity);
    else subjects.set(text, subject);
  }
  if (unknown.size > 0) await resolveUnknown(tx, { unknown, subjects, population }, context);
  return (identity) => {
    const subject = subjects.get(JSON.stringify(identity));
    if (subject === undefined) throw new Error('an identity was not resolved');
    return subject;
  };
}

type Resolving = {
  /** By what was said of them. */
  readonly unknown: ReadonlyMap<string, IdentityValues>;
  readonly subjects: Map<string, string>;
  readonly population: Population;
};

async function resolveUnknown(
  tx: Tx,
  { unknown, subjects, population }: Resolving,
  context: PullContext,
): Promise<void> {
  const key = intakeKey(context);
  const wanted = new Map<string, Wanted>();
  const valuesOf = new Map<string, string>();
  for (const [text, identity] of unknown) {
    const hashes = hashIdentity(key, identity);
    const values = textOf(hashes.values);
    valuesOf.set(text, values);
    wanted.set(values, { identity, hashes });
  }
  const named = new Map<string, string>();
  const left = () => [...wanted].flatMap(([values, item]) => (named.has(values) ? [] : [item]));
  const recorded = await findByValues(
    tx,
    left().map((item) => item.hashes.values),
  );
  for (const row of recorded) named.set(textOf(row.valuesHash), row.subjectId);
  const alike = await findByLookup(
    tx,
    context.pullId,
    left().map((item) => item.hashes.lookup),
  );
  for (const row of alike) named.set(textOf(row.valuesHash), row.subjectId);
  rememberFound(valuesOf, named, context);
  const isOfPeople = population.kind === 'person';
  const here = new Set([...named.values(), ...subjects.values()]);
  const renamed = isOfPeople
    ? await findRenamedPeople(tx, { wanted: left(), here, scope: population.scope }, context)
    : [];
  await nameSubjects(
    tx,
    { unknown: left(), named: [...alike, ...renamed], subjects: named, isOfPeople },
    context,
  );
  for (const [text, values] of valuesOf) {
    const subject = named.get(values);
    if (subject !== undefined) subjects.set(text, subject);
  }
}

/** Only what the database held: a pseudonym made in this transaction would outlive its rollback here. */
function rememberFound(
  valuesOf: ReadonlyMap<string, string>,
  named: ReadonlyMap<string, string>,
  context: PullContext,
): void {
  const found = foundSubjects.get(context) ?? new Map<string, string>();
  foundSubjects.set(context, found);
  if (found.size + valuesOf.size > foundSubjectsMax) found.clear();
  for (const [text, values] of valuesOf) {
    const subject = named.get(values);
    if (subject !== undefined) found.set(text, subject);
  }
}

async function nameSubjects(
  tx: Tx,
  batch: {
    readonly unknown: readonly Wanted[];
    readonly named: readonly Pick<IdentityRow, 'lookupHash' | 'subjectId'>[];
    readonly subjects: Map<string, string>;
    readonly isOfPeople: boolean;
  },
  context: PullContext,
): Promise<void> {
  const byLookup = new Map(batch.named.map((row) => [textOf(row.lookupHash), row.subjectId]));
  const staged: (NumberedRow & { sealed: Buffer })[] = [];
  for (const { identity, hashes } of batch.unknown) {
    const lookup = textOf(hashes.lookup);
    const subjectId = byLookup.get(lookup) ?? context.services.ids.random('sub');
    byLookup.set(lookup, subjectId);
    batch.subjects.set(textOf(hashes.values), subjectId);
    const plain = Buffer.from(JSON.stringify(identity));
    const sealed = sealBytes(stagingKey(context), plain, `identity:${subjectId}`);
    const numberHash = batch.isOfPeople ? hashNumber(intakeKey(context), identity) : null;
    staged.push({ valuesHash: hashes.values, lookupHash: hashes.lookup, subjectId, sealed, numberHash });
  }
  await stageIdentities(tx, context.pullId, staged);
}

function textOf(hash: Buffer): string {
  return hash.toString('base64');
}
