import type { IdentityValues } from '@daybook/kit';
import { sealBytes, type Tx } from '../platform/index.ts';
import { findByLookup, findByValues, type IdentityRow, stageIdentities } from './identities.store.ts';
import { hashIdentity, type IdentityHashes } from './identity-hash.ts';
import { intakeKey, type PullContext, stagingKey } from './pull-context.ts';

type Wanted = { readonly identity: IdentityValues; readonly hashes: IdentityHashes };

/** What earlier batches of a pull found, by values: the same people come again and again. */
const foundSubjects = new WeakMap<PullContext, Map<string, string>>();
const foundSubjectsMax = 20_000;

/** Answers the pseudonym of every identity object of a batch; those never seen get a new random one, staged with the pull. */
export async function resolveSubjects(
  tx: Tx,
  identities: readonly IdentityValues[],
  context: PullContext,
): Promise<(identity: IdentityValues) => string> {
  const key = intakeKey(context);
  const wanted = new Map<string, Wanted>();
  const valuesOf = new Map<IdentityValues, string>();
  for (const identity of identities) {
    const hashes = hashIdentity(key, identity);
    const values = textOf(hashes.values);
    valuesOf.set(identity, values);
    wanted.set(values, { identity, hashes });
  }
  const subjects = new Map(recallFound(wanted.keys(), context));
  const unknown = () => [...wanted].flatMap(([values, item]) => (subjects.has(values) ? [] : [item]));
  const recorded = await findByValues(
    tx,
    unknown().map((item) => item.hashes.values),
  );
  for (const row of recorded) subjects.set(textOf(row.valuesHash), row.subjectId);
  const named = await findByLookup(
    tx,
    context.pullId,
    unknown().map((item) => item.hashes.lookup),
  );
  for (const row of named) subjects.set(textOf(row.valuesHash), row.subjectId);
  rememberFound(subjects, context);
  await nameSubjects(tx, { unknown: unknown(), named, subjects }, context);
  return (identity) => {
    const subject = subjects.get(valuesOf.get(identity) ?? '');
    if (subject === undefined) throw new Error('an identity was not resolved');
    return subject;
  };
}

function* recallFound(values: Iterable<string>, context: PullContext): Generator<[string, string]> {
  const found = foundSubjects.get(context);
  for (const name of values) {
    const subject = found?.get(name);
    if (subject !== undefined) yield [name, subject];
  }
}

/** Only what the database held: a pseudonym made in this transaction would outlive its rollback here. */
function rememberFound(subjects: ReadonlyMap<string, string>, context: PullContext): void {
  const found = foundSubjects.get(context) ?? new Map<string, string>();
  foundSubjects.set(context, found);
  if (found.size + subjects.size > foundSubjectsMax) found.clear();
  for (const [values, subject] of subjects) found.set(values, subject);
}

async function nameSubjects(
  tx: Tx,
  batch: {
    readonly unknown: readonly Wanted[];
    readonly named: readonly IdentityRow[];
    readonly subjects: Map<string, string>;
  },
  context: PullContext,
): Promise<void> {
  const byLookup = new Map(batch.named.map((row) => [textOf(row.lookupHash), row.subjectId]));
  const staged: (IdentityRow & { sealed: Buffer })[] = [];
  for (const { identity, hashes } of batch.unknown) {
    const lookup = textOf(hashes.lookup);
    const subjectId = byLookup.get(lookup) ?? context.services.ids.random('sub');
    byLookup.set(lookup, subjectId);
    batch.subjects.set(textOf(hashes.values), subjectId);
    const plain = Buffer.from(JSON.stringify(identity));
    const sealed = sealBytes(stagingKey(context), plain, `identity:${subjectId}`);
    staged.push({ valuesHash: hashes.values, lookupHash: hashes.lookup, subjectId, sealed });
  }
  await stageIdentities(tx, context.pullId, staged);
}

function textOf(hash: Buffer): string {
  return hash.toString('base64');
}
