import type { IdentityValues } from '@daybook/kit';
import type { Appended, EntryInput } from '../ledger/index.ts';
import type { Actor, Services, Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { findByLookup, insertIdentities } from './identities.store.ts';
import { hashIdentity } from './identity-hash.ts';
import { intakeKey } from './pull-context.ts';

/** People somebody named by hand, with the pseudonyms they have or get. */
export type NamedSubjects = {
  /** In the order they were named. */
  readonly subjects: readonly string[];
  /** To be appended by the caller, before its own entries. */
  readonly entries: readonly EntryInput[];
  /** To be called with what `append` answered for `entries`, in the same transaction. */
  remember(appended: readonly Appended[]): Promise<void>;
};

/** Whoever a source or a member named before keeps that pseudonym; the others get one, as in a pull. */
export async function nameSubjects(
  tx: Tx,
  identities: readonly IdentityValues[],
  actor: Actor,
  services: Services,
): Promise<NamedSubjects> {
  if (tx.workspaceId === null) throw new Error('people are named in a workspace');
  const key = intakeKey({ workspaceId: tx.workspaceId, services });
  const wanted = identities.map((identity) => ({ identity, hashes: hashIdentity(key, identity) }));
  const lookups = wanted.map(({ hashes }) => hashes.lookup);
  const known = new Map(
    (await findByLookup(tx, '', lookups)).map((row) => [textOf(row.lookupHash), row.subjectId]),
  );
  const fresh: { subjectId: string; identity: IdentityValues; valuesHash: Buffer; lookupHash: Buffer }[] = [];
  const subjects = wanted.map(({ identity, hashes }) => {
    const lookup = textOf(hashes.lookup);
    const subjectId = known.get(lookup) ?? services.ids.random('sub');
    if (!known.has(lookup)) {
      known.set(lookup, subjectId);
      fresh.push({ subjectId, identity, valuesHash: hashes.values, lookupHash: hashes.lookup });
    }
    return subjectId;
  });
  const now = services.clock.now();
  return {
    subjects,
    entries: fresh.map(({ subjectId, identity }) => ({
      type: 'identity.recorded@1',
      actor,
      occurredAt: null,
      observedAt: now,
      refs: [subjectId],
      subject: subjectId,
      // Identity values are tokenised, never masked: this payload is the one place that holds them.
      payload: ownWords({ subject: subjectId, identity: { ...identity } }),
    })),
    remember: (appended) =>
      insertIdentities(
        tx,
        fresh.map((row, i) => ({ ...row, position: appended[i]?.position ?? -1 })),
      ),
  };
}

function textOf(hash: Buffer): string {
  return hash.toString('base64');
}
