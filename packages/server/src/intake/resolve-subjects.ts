import type { IdentityValues } from '@daybook/kit';
import type { Tx } from '../platform/index.ts';
import { findIdentities, type IdentityRow, stageIdentities } from './identities.store.ts';
import { hashIdentity, type IdentityHashes } from './identity-hash.ts';
import { intakeKey, type PullContext } from './pull-context.ts';

/** Answers the pseudonym of every identity object of a batch; those never seen get a new random one, staged with the pull. */
export async function resolveSubjects(
  tx: Tx,
  identities: readonly IdentityValues[],
  context: PullContext,
): Promise<(identity: IdentityValues) => string> {
  const key = intakeKey(context);
  const distinct = new Map<string, { identity: IdentityValues; hashes: IdentityHashes }>();
  const valuesOf = new Map<IdentityValues, string>();
  for (const identity of identities) {
    const hashes = hashIdentity(key, identity);
    const values = hashes.values.toString('base64');
    valuesOf.set(identity, values);
    distinct.set(values, { identity, hashes });
  }
  const wanted = [...distinct.values()];
  const known = await findIdentities(
    tx,
    context.pullId,
    wanted.map((item) => item.hashes.values),
    wanted.map((item) => item.hashes.lookup),
  );
  const subjects = await nameSubjects(tx, wanted, known, context);
  return (identity) => {
    const subject = subjects.get(valuesOf.get(identity) ?? '');
    if (subject === undefined) throw new Error('an identity was not resolved');
    return subject;
  };
}

async function nameSubjects(
  tx: Tx,
  wanted: readonly { identity: IdentityValues; hashes: IdentityHashes }[],
  known: readonly IdentityRow[],
  context: PullContext,
): Promise<ReadonlyMap<string, string>> {
  const byLookup = new Map(known.map((row) => [row.lookupHash.toString('base64'), row.subjectId]));
  const byValues = new Map(known.map((row) => [row.valuesHash.toString('base64'), row.subjectId]));
  const staged: (IdentityRow & { sealed: Buffer })[] = [];
  for (const { identity, hashes } of wanted) {
    const values = hashes.values.toString('base64');
    if (byValues.has(values)) continue;
    const lookup = hashes.lookup.toString('base64');
    const subjectId = byLookup.get(lookup) ?? context.services.ids.random('sub');
    byLookup.set(lookup, subjectId);
    byValues.set(values, subjectId);
    const sealed = context.services.keyring.seal(
      Buffer.from(JSON.stringify(identity)),
      `identity:${subjectId}`,
    );
    staged.push({ valuesHash: hashes.values, lookupHash: hashes.lookup, subjectId, sealed });
  }
  await stageIdentities(tx, context.pullId, staged);
  return byValues;
}
