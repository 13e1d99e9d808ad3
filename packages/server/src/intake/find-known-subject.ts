import type { Services, Tx } from '../platform/index.ts';
import { findByLookup } from './identities.store.ts';
import { hashIdentity } from './identity-hash.ts';
import { intakeKey } from './pull-context.ts';

/** Whom a mail address names in this workspace, as far as a source or a member told of it; an erased person is nobody. */
export async function findKnownSubject(
  tx: Tx,
  { email }: { readonly email: string },
  services: Services,
): Promise<string | null> {
  if (tx.workspaceId === null) return null;
  const { lookup } = hashIdentity(intakeKey({ workspaceId: tx.workspaceId, services }), { email });
  const [known] = await findByLookup(tx, '', [lookup]);
  return known?.subjectId ?? null;
}
