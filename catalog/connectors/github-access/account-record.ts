import type { IdentityField, RecordOf } from '@daybook/kit';
import type { Holder } from './read-members.ts';

/** GitHub lists nobody whose membership is not in force, and never says when somebody was here last. */
export function accountRecord(holder: Holder, identity: IdentityField, system: string): RecordOf<'account'> {
  const isApp = holder.kind === 'app';
  return {
    system,
    holder: identity,
    owner: null,
    accountKind: isApp ? 'service' : 'human',
    roles: [roleNameOf(holder)],
    isEnabled: true,
    hasMfa: holder.hasMfa,
    canSignIn: !isApp,
    lastSeenAt: 'unknown',
    createdAt: holder.createdAt === null ? 'unknown' : new Date(holder.createdAt).toISOString(),
    // Whether the organisation insists on single sign-on is not told, so that a password may do as well.
    signIns: isApp ? ['key'] : 'unknown',
    ...(!isApp && holder.hasSingleSignOn ? { signInsSurely: ['single-sign-on'] } : {}),
    isGuest: isApp ? 'unknown' : holder.kind === 'outside',
    ...(holder.userId === null ? {} : { externalId: String(holder.userId) }),
  };
}

export function roleNameOf({ kind, isOwner }: Holder): string {
  if (kind === 'app') return 'app';
  if (kind === 'outside') return 'outside collaborator';
  return isOwner ? 'owner' : 'member';
}
