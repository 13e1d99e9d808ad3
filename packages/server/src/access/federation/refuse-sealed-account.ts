import { refuse, type Tx } from '../../platform/index.ts';
import type { Membership } from '../members.store.ts';
import { findAccountOfUser } from './break-glass.store.ts';

/** The way in for emergencies is neither taken out nor made worth less like a member: an owner ends it, and knows. */
export async function refuseSealedAccount(tx: Tx, { workspaceId, userId }: Membership): Promise<void> {
  if ((await findAccountOfUser(tx, workspaceId, userId)) === null) return;
  const hint = 'an owner ends it where sealed accounts are kept';
  refuse('conflict', 'this is a sealed account for emergencies', hint);
}
