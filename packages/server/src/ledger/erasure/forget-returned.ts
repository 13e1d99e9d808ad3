import { type Services, subjectKeyId, type Tx } from '../../platform/index.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { payloadsUnderKeys } from './erased-payloads.store.ts';

/**
 * After a backup from before an erasure was restored: nobody is recognised any more as a person whose key is known to be
 * destroyed, so that who is still listed at a source is taken in as somebody new. Their payloads stay, for good unreadable.
 */
export async function forgetReturned(
  tx: Tx,
  services: Pick<Services, 'dataKeys' | 'erasureParts'>,
): Promise<void> {
  const destroyed = new Set(services.dataKeys.destroyedSubjects());
  const payloads = await payloadsUnderKeys(tx, [...destroyed]);
  const entries = await readEntriesAt(
    tx,
    payloads.map((payload) => payload.position),
  );
  const subjects = new Set(entries.flatMap(({ entry }) => entry.refs.filter(isSubject)));
  for (const subject of subjects) {
    if (!destroyed.has(subjectKeyId(tx.workspaceId, subject))) continue;
    for (const part of services.erasureParts.all) await part.forget?.(tx, { subject, positions: [] }, []);
  }
}

function isSubject(ref: string): boolean {
  return ref.startsWith('sub_');
}
