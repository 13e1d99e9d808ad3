import type { IdentityValues } from '@daybook/kit';
import { append } from '../ledger/index.ts';
import type { Actor, Services, Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { findByLookup, insertIdentities } from './identities.store.ts';
import { hashIdentity } from './identity-hash.ts';
import { intakeKey } from './pull-context.ts';

export type NamedSubject = { readonly subject: string; readonly isKnown: boolean };

/**
 * The pseudonym of whom these values name; whoever is not known yet gets one, and who they are is written down under their
 * own key, so that it can be erased. In the caller's transaction.
 */
export async function nameSubject(
  tx: Tx,
  identity: IdentityValues,
  actor: Actor,
  services: Services,
): Promise<NamedSubject> {
  if (tx.workspaceId === null) throw new Error('people are named inside a workspace');
  const key = intakeKey({ workspaceId: tx.workspaceId, services });
  const { values, lookup } = hashIdentity(key, identity);
  const [known] = await findByLookup(tx, '', [lookup]);
  if (known !== undefined) return { subject: known.subjectId, isKnown: true };
  const subject = services.ids.random('sub');
  const now = services.clock.now();
  const [recorded] = await append(
    tx,
    [
      {
        ...{
          type: 'identity.recorded@1',
          actor,
          occurredAt: null,
          observedAt: now,
          refs: [subject],
          subject,
        },
        // Identity values are tokenised, never masked: this payload is the one place that holds them.
        payload: ownWords({ subject, identity: { ...identity } }),
      },
    ],
    services,
  );
  const row = { valuesHash: values, lookupHash: lookup, subjectId: subject };
  await insertIdentities(tx, [{ ...row, position: recorded?.position ?? -1 }]);
  return { subject, isKnown: false };
}
