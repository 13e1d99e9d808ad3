import { getAuthenticatorName } from '@better-auth/passkey';
import type { Services } from '../../platform/index.ts';
import { type NoSite, passkeySite } from './passkey-site.ts';
import { listPasskeysOf, type StoredPasskey } from './passkeys.store.ts';

export type PasskeyView = Pick<StoredPasskey, 'id' | 'isSynced' | 'createdAt' | 'lastUsedAt'> & {
  readonly name: string | null;
  /** Who made it, where the make says so: "1Password". */
  readonly maker: string | null;
  readonly state: 'working' | 'refused';
};

/** One's own passkeys, and why none can be used here if so. */
export async function describePasskeys(
  { userId, host }: { readonly userId: string; readonly host: string | undefined },
  services: Services,
): Promise<{ readonly items: readonly PasskeyView[]; readonly unavailable: NoSite['unavailable'] | null }> {
  const site = passkeySite(services.settings.baseUrl, host);
  const passkeys = await services.database.withSystem('list passkeys', (tx) => listPasskeysOf(tx, userId));
  const items = passkeys.map(({ id, name, isSynced, aaguid, createdAt, lastUsedAt, refusedAt }) => ({
    ...{ id, name, isSynced, createdAt, lastUsedAt },
    maker: getAuthenticatorName(aaguid ?? undefined) ?? null,
    state: refusedAt === null ? ('working' as const) : ('refused' as const),
  }));
  return { items, unavailable: 'unavailable' in site ? site.unavailable : null };
}
